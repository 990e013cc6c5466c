// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.admin.list.ConsentAnswers;
import eu.octroi.admin.list.ConsentQuestion;
import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.consent.ConsentImportReport;
import eu.octroi.gateway.consent.Proof;
import eu.octroi.gateway.consent.ProofForm;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.web.ApiProblem;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/v1/consents}: what is recorded in favour of writing to people. Addresses stand in
 * bodies alone, because request lines end up in logs. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class ConsentRoutes {
    /** Octets of one imported file. */
    static final long IMPORT_BYTES_MAX = 1L << 30;

    private final ConsentBook book;
    private final SuppressionList list;
    private final Questions questions;
    private final Map<ControllerNumber, Set<String>> streams;
    private final Clock clock;
    private final Semaphore imports = new Semaphore(1);

    /**
     * Routes over {@code book}.
     *
     * @param streams of each controller, by name
     */
    ConsentRoutes(
            ConsentBook book,
            SuppressionList list,
            Questions questions,
            Map<ControllerNumber, Set<String>> streams,
            Clock clock) {
        this.book = book;
        this.list = list;
        this.questions = questions;
        this.streams = Map.copyOf(streams);
        this.clock = clock;
    }

    /** Records a proof: 201 when it is new, 200 when it stood already. Forced before the answer. */
    @Blocking
    @Post("/consents")
    public CompletionStage<HttpResponse> add(
            @Param("controller") Optional<String> controllerName, ConsentQuestion.Add question) {
        ControllerNumber controller = questions.controller(controllerName);
        EmailAddress address = address(question.address());
        var form = ProofForm.read(question.proof(), streamsOf(controller), clock.instant());
        return switch (form) {
            case ProofForm.Read.Incomplete(var why) -> throw Questions.bad(String.join("; ", why));
            case ProofForm.Read.Complete(Proof proof) ->
                    book.add(controller, address, proof, "api")
                            .thenApply(
                                    recorded ->
                                            switch (recorded.result()) {
                                                case NEW ->
                                                        HttpResponse.ofJson(
                                                                HttpStatus.CREATED, recorded);
                                                case ALREADY -> HttpResponse.ofJson(recorded);
                                                case WITHDRAWN_SINCE ->
                                                        ApiProblem.response(
                                                                HttpStatus.CONFLICT,
                                                                "the person withdrew after"
                                                                        + " that moment");
                                            });
        };
    }

    /** All that was ever recorded of a person, withdrawn proofs included. */
    @Blocking
    @Post("/consents:show")
    public HttpResponse show(
            @Param("controller") Optional<String> controllerName, ConsentQuestion.About question) {
        ControllerNumber controller = questions.controller(controllerName);
        return HttpResponse.ofJson(
                ConsentAnswers.of(book.of(controller, address(question.address()))));
    }

    /**
     * Withdraws for a person what speaks for writing, which is the same as opposing (D-07): the
     * opposition is recorded first, so that no crash in between leaves a way.
     */
    @Blocking
    @Post("/consents:withdraw")
    public CompletionStage<HttpResponse> withdraw(
            @Param("controller") Optional<String> controllerName, ConsentQuestion.About question) {
        ControllerNumber controller = questions.controller(controllerName);
        EmailAddress address = address(question.address());
        return list.add(
                        controller,
                        new Subject.Person(address),
                        eu.octroi.gateway.domain.Reason.OPPOSITION,
                        Channel.API)
                .thenCompose(_ -> book.withdraw(controller, address, "api"))
                .thenApply(ended -> HttpResponse.ofJson(new ConsentAnswers.Withdrawn(ended)));
    }

    /** Takes a CSV file of proofs; answers with the report at its end. */
    @Blocking
    @Post("/consents/imports")
    public HttpResponse importFile(
            ServiceRequestContext exchange,
            HttpRequest body,
            @Param("controller") Optional<String> controllerName,
            @Param("dry-run") @Default("false") boolean dryRun) {
        ControllerNumber controller = questions.controller(controllerName);
        if (!imports.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "another import is running; try again when it is done");
        }
        try (InputStream in = body.toInputStream(SuppressionFileRoutes::octets)) {
            exchange.clearRequestTimeout();
            exchange.setMaxRequestLength(IMPORT_BYTES_MAX);
            ConsentImportReport report =
                    book.importFile(
                            controller,
                            new InputStreamReader(in, StandardCharsets.UTF_8),
                            streamsOf(controller),
                            dryRun);
            return HttpResponse.ofJson(report);
        } catch (IOException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "the file broke off; what came before is kept, send it again: "
                            + e.getMessage());
        } finally {
            imports.release();
        }
    }

    /** How many people are known. */
    @Get("/consents/stats")
    public HttpResponse stats() {
        return HttpResponse.ofJson(new ConsentAnswers.Figures(book.size(), book.isAvailable()));
    }

    private Set<String> streamsOf(ControllerNumber controller) {
        return streams.getOrDefault(controller, Set.of());
    }

    private static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow(() -> Questions.bad("address is none"));
    }
}
