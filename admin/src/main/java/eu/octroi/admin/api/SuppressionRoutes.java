// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.Delete;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.Put;

import eu.octroi.admin.list.ChangeAnswer;
import eu.octroi.admin.list.CheckQuestion;
import eu.octroi.admin.list.EntryAnswer;
import eu.octroi.admin.list.ListFigures;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.web.ApiProblem;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code /api/v1/suppressions}: single entries, checks and figures. Everything that may wait for
 * the disk runs on the blocking executor, never on an event loop. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class SuppressionRoutes {
    private final SuppressionList list;
    private final Questions questions;

    /** Routes over {@code list}, as {@code questions} are put. */
    SuppressionRoutes(SuppressionList list, Questions questions) {
        this.list = list;
        this.questions = questions;
    }

    /** Adds an entry: 201 when it is new, 200 when it stood already. Forced before the answer. */
    @Blocking
    @Put("/suppressions/{subject}")
    public CompletionStage<HttpResponse> put(
            @Param("subject") String subject,
            @Param("controller") Optional<String> controller,
            @Param("reason") @Default("opposition") String reason,
            @Param("channel") @Default("api") String channel,
            @Param("since") Optional<String> since) {
        return list.add(
                        questions.controller(controller),
                        Questions.subject(subject),
                        Questions.reason(reason),
                        Questions.channel(channel),
                        since.map(Questions::moment).orElse(Instant.MAX))
                .thenApply(SuppressionRoutes::changed);
    }

    /** The entry that stands against a subject, or 404. */
    @Blocking
    @Get("/suppressions/{subject}")
    public HttpResponse get(
            @Param("subject") String subject, @Param("controller") Optional<String> controller) {
        Optional<SuppressionEntry> entry =
                list.check(questions.controller(controller), Questions.subject(subject));
        return entry.isEmpty()
                ? ApiProblem.response(HttpStatus.NOT_FOUND, "not suppressed")
                : HttpResponse.ofJson(EntryAnswer.of(subject, entry, List.of()));
    }

    /**
     * Lifts one reason, by default the one that stands. What the recipient asked for is not lifted
     * here (B-13): 403.
     */
    @Blocking
    @Delete("/suppressions/{subject}")
    public CompletionStage<HttpResponse> delete(
            @Param("subject") String text,
            @Param("controller") Optional<String> controllerName,
            @Param("reason") Optional<String> word,
            @Param("why") @Default("") String why) {
        ControllerNumber controller = questions.controller(controllerName);
        Subject subject = Questions.subject(text);
        if (why.isBlank()) {
            throw Questions.bad("say why the entry is lifted: why=…");
        }
        return list.remove(controller, subject, reason(word, controller, subject), why)
                .thenApply(Removals::response);
    }

    /** Whether subjects are suppressed, many at once and without them in the request line. */
    @Blocking
    @Post("/suppressions:check")
    public HttpResponse check(
            @Param("controller") Optional<String> controllerName, CheckQuestion question) {
        ControllerNumber controller = questions.controller(controllerName);
        int count = question.subjects().size();
        if (count == 0 || count > CheckQuestion.SUBJECTS_MAX) {
            throw Questions.bad("1 to " + CheckQuestion.SUBJECTS_MAX + " subjects");
        }
        List<EntryAnswer> answers =
                question.subjects().stream().map(text -> answer(controller, text)).toList();
        return HttpResponse.ofJson(new CheckQuestion.Answers(answers));
    }

    /** The list in figures. */
    @Blocking
    @Get("/suppressions/stats")
    public HttpResponse stats() {
        return HttpResponse.ofJson(ListFigures.of(list.stats(), questions::nameOf));
    }

    private EntryAnswer answer(ControllerNumber controller, String text) {
        Subject subject = Questions.subject(text);
        return EntryAnswer.of(
                text, list.check(controller, subject), list.keysOf(controller, subject));
    }

    private Reason reason(Optional<String> word, ControllerNumber controller, Subject subject) {
        return word.map(Questions::reason)
                .or(() -> list.check(controller, subject).map(SuppressionEntry::reason))
                .orElse(Reason.MANUAL);
    }

    private static HttpResponse changed(Change change) {
        HttpStatus status = change.isNew() ? HttpStatus.CREATED : HttpStatus.OK;
        return HttpResponse.ofJson(status, ChangeAnswer.of(change));
    }
}
