// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.CapLedger;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.Spooled;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Brings accepted copies to the smarthost, at least once each and one transaction per copy (H-34).
 *
 * <p>Doubles come from three places only: a reply to the final dot that is lost, an outcome that
 * was not forced before a crash, and a report written before such a crash. Attempts are counted in
 * memory: after a restart a copy begins its waits anew, but expires at the same time, and nobody is
 * told twice that it is delayed. Thread-safe.
 */
public final class Delivery implements Closeable {
    /** Messages queued before the event loop is waited for. */
    private static final int RESUMED_TOGETHER = 1_000;

    private final SpoolOutbox spool;
    private final Dispatch dispatch;
    private volatile Optional<Resumption> resumption = Optional.empty();
    private int resumed;

    private Delivery(SpoolOutbox spool, Dispatch dispatch) {
        this.spool = spool;
        this.dispatch = dispatch;
    }

    /**
     * What delivery works with.
     *
     * @param caps hear how each copy ended
     * @param people names recipients in logs
     * @param ids for reports
     * @param random for jitter
     * @param state directory for what delivery remembers beside the spool
     */
    public record Parts(
            Spool spool,
            RecipientPolicy policy,
            CapLedger caps,
            PersonKeys people,
            MessageIds ids,
            RandomGenerator random,
            Path state) {}

    /**
     * Starts with an empty queue; what the spool recovered comes with {@link #resume}. Throws
     * {@link DeliveryException} when the smarthost's password cannot be read.
     *
     * @param hostname what we say in EHLO and in whose name reports are written
     */
    public static Delivery start(
            Parts parts,
            DeliverySettings settings,
            String hostname,
            Clock clock,
            MeterRegistry meters) {
        SpoolOutbox spool = new SpoolOutbox(parts.spool());
        Dispatch.Parts inner =
                new Dispatch.Parts(
                        spool,
                        parts.policy(),
                        parts.caps(),
                        parts.people(),
                        parts.ids(),
                        parts.random(),
                        new DelayMarkFile(parts.state().resolve("told-of-delays")),
                        new TlsTrust(Optional.empty(), parts.state().resolve("mta-sts")));
        return new Delivery(spool, Dispatch.start(inner, settings, hostname, clock, meters));
    }

    /** Queues every copy of the message that is open; cheap, from any thread. */
    public void enqueue(Spooled message) {
        dispatch.enqueue(spool.queued(message));
    }

    /**
     * Begins to queue what an earlier process left, once, on a thread of its own. Until that is
     * done, senders hear of no delays and the queue takes no orders.
     *
     * @param mayHaveArrived whether that process may have ended between the final dot and the
     *     reply, so that nobody can say of any copy that it did not arrive
     */
    public void resume(boolean mayHaveArrived) {
        resumption =
                Optional.of(
                        Resumption.begin(
                                spool.spool(),
                                message -> resume(message, mayHaveArrived),
                                dispatch::resumed));
    }

    private void resume(Spooled message, boolean mayHaveArrived) {
        dispatch.resume(spool.queued(message), mayHaveArrived);
        resumed++;
        if (resumed % RESUMED_TOGETHER == 0) {
            dispatch.awaitQueued();
        }
    }

    /** Where people look at the queue and give orders about it. */
    public QueueDesk desk() {
        return dispatch.desk();
    }

    /** How the queue stands, at most moments old. */
    public QueueStats queue() {
        return dispatch.stats();
    }

    /**
     * Takes no more copies, finishes what is on the wire and forces its outcomes; blocking.
     *
     * @param atMost after which the rest is left to {@link #close()}
     */
    public void drain(Duration atMost) {
        resumption.ifPresent(Resumption::close);
        dispatch.drain(atMost);
    }

    /** Ends what is still on the wire at once. */
    @Override
    public void close() {
        resumption.ifPresent(Resumption::close);
        dispatch.close();
    }
}
