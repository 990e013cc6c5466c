// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;
import com.linecorp.armeria.server.annotation.RequestObject;

import eu.octroi.admin.ledger.ClausesAnswer;
import eu.octroi.admin.ledger.ExportOrder;
import eu.octroi.admin.ledger.LedgerExport;
import eu.octroi.admin.ledger.LedgerLine;
import eu.octroi.admin.ledger.LedgerLines;
import eu.octroi.admin.ledger.ProofAnswer;
import eu.octroi.gateway.LedgerBook;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.ledger.Head;
import eu.octroi.gateway.ledger.LedgerFiles;
import eu.octroi.gateway.ledger.LedgerVerifier;
import eu.octroi.gateway.ledger.RowId;
import eu.octroi.gateway.ledger.StoredRow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/v1/ledger}: what was decided and what became of it. Everything runs on the blocking
 * executor, never on an event loop. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class LedgerRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerRoutes.class);
    private static final JsonMapper JSON = new JsonMapper();

    /** A walk reads every row, so a second one would only make both slower. */
    private final Semaphore walks = new Semaphore(1);

    private final LedgerBook ledger;
    private final Questions questions;

    LedgerRoutes(LedgerBook ledger, Questions questions) {
        this.ledger = ledger;
        this.questions = questions;
    }

    /** Whom to look for: in the body, because request lines end up in the logs of proxies. */
    record Whom(String address) {}

    /** All rows on a person. */
    @Blocking
    @Post("/ledger:find")
    public HttpResponse find(
            @Param("controller") Optional<String> controller, @RequestObject Whom whom) {
        EmailAddress address =
                EmailAddress.parse(whom.address())
                        .orElseThrow(() -> Questions.bad("address is an address"));
        return HttpResponse.ofJson(
                new LedgerLines(
                        lines(ledger.person(questions.controller(controller), address)),
                        List.of()));
    }

    /** All rows on a message, and what people did with its copies. */
    @Blocking
    @Get("/ledger/messages/{message}")
    public HttpResponse message(@Param("message") String text) {
        MessageId message =
                MessageId.parse(text)
                        .orElseThrow(() -> Questions.bad("a message has 26 characters"));
        return HttpResponse.ofJson(
                new LedgerLines(
                        lines(ledger.files().byMessage(message)),
                        ledger.files().interventions(message).stream()
                                .map(LedgerLines.Step::of)
                                .toList()));
    }

    /** The clauses a copy got. */
    @Blocking
    @Get("/ledger/clauses/{copy}")
    public HttpResponse clauses(
            @Param("copy") String text, @Param("token-key") Optional<Integer> tokenKey) {
        CopyId copy =
                CopyId.parse(text).orElseThrow(() -> Questions.bad("a copy is MESSAGE.INDEX"));
        try {
            return HttpResponse.ofJson(ClausesAnswer.of(copy, ledger.render(copy, tokenKey)));
        } catch (IllegalArgumentException missing) {
            throw new ProblemException(HttpStatus.NOT_FOUND, String.valueOf(missing.getMessage()));
        }
    }

    /** The public keys by which the ledger is checked. */
    @Get("/ledger/key")
    public HttpResponse key() {
        return HttpResponse.of(HttpStatus.OK, MediaType.PLAIN_TEXT_UTF_8, ledger.keys().pem());
    }

    /** Walks the chain; a line of progress now and then, the proof in the last one. */
    @Blocking
    @Get("/ledger/verification")
    public HttpResponse verification(ServiceRequestContext exchange, QueryParams query) {
        LedgerVerifier.Question question =
                new LedgerVerifier.Question(
                        Optional.ofNullable(query.get("from")).filter(month -> !month.isEmpty()),
                        query.getAll("head").stream().map(LedgerRoutes::head).toList());
        if (!walks.tryAcquire()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT, "the ledger is being checked; try again when it is done");
        }
        exchange.clearRequestTimeout();
        var _ = exchange.log().whenComplete().thenRun(walks::release);
        return streamed(exchange, MediaType.JSON_LINES, out -> verify(question, out));
    }

    /** Rows of a period, as fast as the client reads. */
    @Blocking
    @Get("/ledger/export")
    public HttpResponse export(
            ServiceRequestContext exchange,
            @Param("format") @Default("csv") String format,
            @Param("from") @Default("") String from,
            @Param("until") @Default("") String until,
            @Param("after") @Default("") String after) {
        ExportOrder order =
                new ExportOrder(
                        new LedgerFiles.Span(
                                moment(from, LedgerFiles.Span.ALL.from()),
                                moment(until, LedgerFiles.Span.ALL.until())),
                        Optional.of(after).filter(id -> !id.isEmpty()).map(LedgerRoutes::row),
                        ExportOrder.Format.ofWord(format)
                                .orElseThrow(() -> Questions.bad("format is csv or ndjson")));
        exchange.clearRequestTimeout();
        LOG.info("event=ledger-export from={} until={}", order.span().from(), order.span().until());
        MediaType type =
                switch (order.format()) {
                    case CSV -> MediaType.CSV_UTF_8;
                    case NDJSON -> MediaType.JSON_LINES;
                };
        return streamed(
                exchange,
                type,
                out -> LedgerExport.write(ledger.files(), questions::nameOf, order, out, _ -> {}));
    }

    private void verify(LedgerVerifier.Question question, Writer out) throws IOException {
        ProofAnswer proof =
                ProofAnswer.of(
                        ledger.verify(
                                question, (month, rows, total) -> tell(out, month, rows, total)),
                        ledger.keys().fingerprints().getFirst());
        out.write(JSON.writeValueAsString(Map.of("proof", proof)) + "\n");
    }

    private static void tell(Writer out, String month, long rows, long total) {
        try {
            out.write(
                    JSON.writeValueAsString(Map.of("month", month, "rows", rows, "total", total))
                            + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<LedgerLine> lines(List<StoredRow> rows) {
        return rows.stream().map(row -> LedgerLine.of(row, questions::nameOf)).toList();
    }

    /** Writes a body. */
    private interface Body {
        void write(Writer out) throws IOException;
    }

    private static HttpResponse streamed(
            ServiceRequestContext exchange, MediaType type, Body body) {
        ResponseHeaders headers =
                ResponseHeaders.builder(HttpStatus.OK)
                        .contentType(type)
                        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                        .build();
        return HttpResponse.of(
                headers,
                StreamMessage.fromOutputStream(
                        out -> write(body, out), exchange.blockingTaskExecutor()));
    }

    private static void write(Body body, OutputStream out) {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            body.write(text);
            // Closed only here: closing a broken answer would make it look whole.
            text.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Head head(String text) {
        return Head.parse(text)
                .orElseThrow(() -> Questions.bad("head is what a verification printed"));
    }

    private static RowId row(String text) {
        return RowId.parse(text)
                .orElseThrow(() -> Questions.bad("after is the id of an exported row"));
    }

    private static Instant moment(String text, Instant otherwise) {
        try {
            return text.isEmpty() ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Questions.bad("from and until are moments such as 2026-11-01T00:00:00Z");
        }
    }
}
