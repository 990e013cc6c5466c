// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.message.DeliveryReport;
import eu.octroi.gateway.message.DeliveryReport.Action;
import eu.octroi.gateway.spool.SpoolFailedException;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Tells the envelope sender about a copy that will not arrive, arrives late or went on (H-46): the
 * report is accepted into the spool like any message, and forced there before a copy is settled.
 *
 * <p>A crash between the two sends the copy, and perhaps a second report, again: a sender told
 * twice is better than one never told. Thread-safe.
 */
final class Reporter {
    private final Outbox outbox;
    private final Executor readers;
    private final String hostname;
    private final MessageIds ids;
    private final Clock clock;

    Reporter(Outbox outbox, Executor readers, String hostname, MessageIds ids, Clock clock) {
        this.outbox = outbox;
        this.readers = readers;
        this.hostname = hostname;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is told of a copy.
     *
     * @param status enhanced status code
     * @param reason a reply or our own words; printable ASCII on one line
     * @param fromNextHop whether {@code reason} is what the next hop replied
     * @param retryUntil when a copy that is delayed expires
     */
    record Said(
            Action action,
            String status,
            String reason,
            boolean fromNextHop,
            Optional<Instant> retryUntil) {}

    /** Has what is said of the message at hand; false when it can no longer be read. */
    CompletionStage<Boolean> load(QueuedMessage message) {
        return CompletableFuture.supplyAsync(message::load, readers);
    }

    /**
     * Completes with the accepted report once it is forced. No copy ends by the report of a delay,
     * so that one fails when the spool is full.
     */
    CompletionStage<QueuedMessage> report(QueuedMessage message, int copy, Said said) {
        return CompletableFuture.supplyAsync(() -> write(message, copy, said), readers)
                .thenCompose(stage -> stage);
    }

    private CompletionStage<QueuedMessage> write(QueuedMessage message, int copy, Said said) {
        Acceptance about = message.acceptance();
        DeliveryReport report =
                new DeliveryReport(
                        hostname,
                        about.id(),
                        about.acceptedAt(),
                        about.from().address().orElseThrow(),
                        List.of(
                                new DeliveryReport.Fate(
                                        said.action(),
                                        about.copies().get(copy).to(),
                                        about.wishes().of(copy).originalRecipient(),
                                        said.status(),
                                        said.reason(),
                                        said.fromNextHop(),
                                        said.retryUntil())),
                        original(message),
                        about.wishes());
        MessageId id = ids.next();
        Instant now = clock.instant();
        Acceptance own = report.acceptance(id, now, about.origin());
        Octets text = report.message(id, now);
        return said.action() == Action.DELAYED
                ? outbox.appendIfRoom(own, text)
                : outbox.append(own, text);
    }

    /** A report without the quoted header is better than none. */
    private static Octets original(QueuedMessage message) {
        try {
            return message.read().original();
        } catch (SpoolFailedException unreadable) {
            return Octets.EMPTY;
        }
    }
}
