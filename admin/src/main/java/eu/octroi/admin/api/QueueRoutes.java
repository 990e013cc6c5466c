// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.annotation.Blocking;
import com.linecorp.armeria.server.annotation.Default;
import com.linecorp.armeria.server.annotation.ExceptionHandler;
import com.linecorp.armeria.server.annotation.Get;
import com.linecorp.armeria.server.annotation.Param;
import com.linecorp.armeria.server.annotation.Post;

import eu.octroi.admin.queue.CheckAnswer;
import eu.octroi.admin.queue.OrderAnswer;
import eu.octroi.admin.queue.QueueLine;
import eu.octroi.admin.queue.QueuePage;
import eu.octroi.admin.queue.QueueTotals;
import eu.octroi.gateway.Accounts;
import eu.octroi.gateway.delivery.DestinationQueue;
import eu.octroi.gateway.delivery.Order;
import eu.octroi.gateway.delivery.QueueDesk;
import eu.octroi.gateway.delivery.WaitingCopy;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.Intervention;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code /api/v1/queue}: what waits to be delivered, and orders about it. Everything runs on the
 * blocking executor, never on an event loop. Thread-safe.
 */
@ExceptionHandler(Problems.class)
final class QueueRoutes {
    /** Within which retried and released copies become due, unless the order says otherwise. */
    private static final String OVER = "10s";

    /** The author of an order that names none: whoever has the token. */
    private static final String TOKEN = "admin-token";

    /** Copies that wait, above which a check would need more memory than the gateway can spare. */
    private static final int CHECKED_MAX = 500_000;

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final QueueDesk desk;
    private final Path data;
    private final Clock clock;

    /** Routes to the queue of the gateway that owns {@code data}. */
    QueueRoutes(QueueDesk desk, Path data, Clock clock) {
        this.desk = desk;
        this.data = data;
        this.clock = clock;
    }

    /** By destination, the most copies first. */
    @Blocking
    @Get("/queue")
    public HttpResponse totals(@Param("limit") @Default("" + QueueTotals.ROWS) int limit) {
        return HttpResponse.ofJson(
                QueueTotals.of(desk.summary(), Math.clamp(limit, 1, QueueTotals.ROWS_MAX)));
    }

    /** The chosen copies, a page at a time, oldest first. */
    @Blocking
    @Get("/queue/copies")
    public HttpResponse copies(
            QueryParams query,
            @Param("after") Optional<String> after,
            @Param("limit") @Default("" + QueuePage.LIMIT) int limit,
            @Param("addresses") @Default("false") boolean addresses) {
        int most = Math.clamp(limit, 1, QueuePage.LIMIT_MAX);
        Optional<CopyId> last = after.map(QueueRoutes::copy);
        // One more than is shown tells whether there is a further page.
        List<WaitingCopy> found = desk.list(Selections.of(query, clock), last, most + 1);
        List<WaitingCopy> shown = found.subList(0, Math.min(most, found.size()));
        return HttpResponse.ofJson(
                new QueuePage(
                        shown.stream().map(copy -> QueueLine.of(copy, addresses)).toList(),
                        found.size() > most ? shown.getLast().id().toString() : null));
    }

    /**
     * Whether everybody who was accepted is accounted for; reads all files, and holds in memory
     * what waits.
     */
    @Blocking
    @Get("/queue/check")
    public HttpResponse check(ServiceRequestContext exchange) {
        exchange.clearRequestTimeout();
        int waiting = desk.summary().stream().mapToInt(DestinationQueue::total).sum();
        if (waiting > CHECKED_MAX) {
            throw new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    waiting
                            + " copies wait, and a running gateway checks up to "
                            + CHECKED_MAX
                            + "; check it while it is stopped, with OCTROI_JAVA_OPTS=-Xmx8g");
        }
        return HttpResponse.ofJson(
                CheckAnswer.of(Accounts.ofRunning(data, desk::known, QueueRoutes::pause)));
    }

    /** Keeps the chosen copies back until they are released; forced before the answer. */
    @Blocking
    @Post("/queue:hold")
    public HttpResponse hold(ServiceRequestContext exchange, QueryParams query) {
        return order(Order.Kind.HOLD, exchange, query);
    }

    /** Lets held copies go on; forced before the answer. */
    @Blocking
    @Post("/queue:release")
    public HttpResponse release(ServiceRequestContext exchange, QueryParams query) {
        return order(Order.Kind.RELEASE, exchange, query);
    }

    /** Tries the chosen copies now, whatever they were waiting for. */
    @Blocking
    @Post("/queue:retry")
    public HttpResponse retry(ServiceRequestContext exchange, QueryParams query) {
        return order(Order.Kind.RETRY, exchange, query);
    }

    /** Ends the chosen copies undelivered; forced before the answer. */
    @Blocking
    @Post("/queue:cancel")
    public HttpResponse cancel(ServiceRequestContext exchange, QueryParams query) {
        return order(Order.Kind.CANCEL, exchange, query);
    }

    private HttpResponse order(Order.Kind kind, ServiceRequestContext exchange, QueryParams query) {
        String reason = line(query, "reason", Intervention.REASON_MAX).orElse("");
        if (kind.needsReason() && reason.isEmpty()) {
            throw Questions.bad("say why: reason=…");
        }
        Order order =
                new Order(
                        kind,
                        line(query, "author", Intervention.AUTHOR_MAX).orElse(TOKEN),
                        reason,
                        over(query));
        // An order that was given is carried out: half of it would be the worst answer.
        exchange.clearRequestTimeout();
        return HttpResponse.ofJson(
                OrderAnswer.of(desk.carryOut(order, Selections.forOrder(query, clock))));
    }

    private static Duration over(QueryParams query) {
        Duration over = Selections.span(Selections.word(query, "over").orElse(OVER));
        if (over.compareTo(Order.OVER_MAX) > 0) {
            throw Questions.bad("over is " + Order.OVER_MAX.toDays() + "d at most");
        }
        return over;
    }

    /** Words that end up in logs and records, on one line. */
    private static Optional<String> line(QueryParams query, String name, int max) {
        Optional<String> text = Selections.word(query, name).map(String::strip);
        if (text.filter(t -> t.length() > max).isPresent()) {
            throw Questions.bad(name + " has " + max + " characters at most");
        }
        return text.map(t -> t.replaceAll("\\p{Cntrl}", " "));
    }

    /** As long as the ledger needs to follow the spool. */
    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static CopyId copy(String text) {
        return CopyId.parse(text)
                .orElseThrow(() -> Questions.bad("after is what a page named as next"));
    }
}
