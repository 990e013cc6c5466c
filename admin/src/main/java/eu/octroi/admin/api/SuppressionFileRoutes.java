// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.admin.list.VerificationAnswer;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.suppression.ImportOptions;
import eu.octroi.gateway.suppression.ImportReport;
import eu.octroi.gateway.suppression.SuppressionList;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * Whole lists through {@code /api/v1/suppressions}: import and export, both streamed, so that
 * memory does not grow with the list. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class SuppressionFileRoutes {
    /** Octets of one imported list: some 100 M lines. */
    static final long IMPORT_BYTES_MAX = 4L << 30;

    /** The record has one writer, so a second import would only make both slower. */
    private final Semaphore imports = new Semaphore(1);

    /** Each writes an index of its own, as large as the one in use. */
    private final Semaphore verifications = new Semaphore(1);

    private final SuppressionList list;
    private final Questions questions;

    /** Routes over {@code list}, as {@code questions} are put. */
    SuppressionFileRoutes(SuppressionList list, Questions questions) {
        this.list = list;
        this.questions = questions;
    }

    /** Takes a list in the request body as it comes; answers with the report at its end. */
    @Blocking
    @Post("/suppressions/imports")
    public HttpResponse importList(
            ServiceRequestContext exchange,
            HttpRequest body,
            @Param("controller") Optional<String> controllerName,
            @Param("reason") @Default("opposition") String reason,
            @Param("channel") @Default("import") String channel,
            @Param("as-of") Optional<String> asOf,
            @Param("dry-run") @Default("false") boolean dryRun) {
        ControllerNumber controller = questions.controller(controllerName);
        OptionalLong octets = length(body);
        ImportOptions options =
                new ImportOptions(
                        Questions.reason(reason),
                        Questions.channel(channel),
                        asOf.map(Questions::moment),
                        dryRun,
                        octets);
        if (!imports.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "another import is running; try again when it is done");
        }
        try {
            // Little of the body has come yet: it waits in the connection until it is read below.
            exchange.clearRequestTimeout();
            exchange.setMaxRequestLength(IMPORT_BYTES_MAX);
            return HttpResponse.ofJson(taken(controller, body, options));
        } finally {
            imports.release();
        }
    }

    /** All entries of a controller as CSV, as fast as the client reads. */
    @Blocking
    @Get("/suppressions/export")
    public HttpResponse export(
            ServiceRequestContext exchange, @Param("controller") Optional<String> controllerName) {
        ControllerNumber controller = questions.controller(controllerName);
        exchange.clearRequestTimeout();
        ResponseHeaders headers =
                ResponseHeaders.builder(HttpStatus.OK)
                        .contentType(MediaType.CSV_UTF_8)
                        .set(
                                HttpHeaderNames.CONTENT_DISPOSITION,
                                "attachment; filename=\"suppressions.csv\"")
                        .build();
        return HttpResponse.of(
                headers,
                StreamMessage.fromOutputStream(
                        out -> write(controller, out), exchange.blockingTaskExecutor()));
    }

    /** Checks the journal and the index; changes and look-ups go on meanwhile. */
    @Blocking
    @Post("/suppressions:verify")
    public HttpResponse verify(
            ServiceRequestContext exchange, @Param("checkpoint") Optional<String> checkpoint) {
        if (!verifications.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "another check is running; try again when it is done");
        }
        try {
            exchange.clearRequestTimeout();
            return HttpResponse.ofJson(
                    VerificationAnswer.of(list.verify(checkpoint, (_, _, _) -> {})));
        } finally {
            verifications.release();
        }
    }

    private static OptionalLong length(HttpRequest body) {
        long announced = body.headers().contentLength();
        return announced > 0 ? OptionalLong.of(announced) : OptionalLong.empty();
    }

    private ImportReport taken(
            ControllerNumber controller, HttpRequest body, ImportOptions options) {
        try (InputStream in = body.toInputStream(SuppressionFileRoutes::octets)) {
            return list.importList(controller, in, options, (_, _) -> {});
        } catch (IOException e) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "the list broke off; what came before is kept, send it again: "
                            + e.getMessage());
        }
    }

    static HttpData octets(HttpObject part) {
        return part instanceof HttpData octets ? octets : HttpData.empty();
    }

    private void write(ControllerNumber controller, OutputStream out) {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            list.export(controller, text);
            // Closed only here: closing a broken export would make it look whole.
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
