// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Verdict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Copies of one route that are read from the spool before a connection asks for them, so that a
 * connection that becomes free finds its next copy laid out. Policy is asked when a copy was read.
 * Event-loop confined.
 */
final class ReadAhead {
    /** Copies read in one hand-over to the reading threads. */
    static final int BATCH = 8;

    /** Copies judged in one turn before other work of the loop gets its turn. */
    static final int TAKEN_PER_TURN = 256;

    private final Shared shared;
    private final DeliveryQueue queue;
    private final Outcomes outcomes;
    private final Runnable pump;
    private final Deque<Payload> loaded = new ArrayDeque<>();
    private final List<QueuedCopy> reading = new ArrayList<>();
    private boolean stopping;

    ReadAhead(Shared shared, DeliveryQueue queue, Outcomes outcomes, Runnable pump) {
        this.shared = shared;
        this.queue = queue;
        this.outcomes = outcomes;
        this.pump = pump;
    }

    /** The next copy; there must be one. Whoever takes it releases its body. */
    Payload take() {
        Payload next = loaded.removeFirst();
        shared.rows().state(next.copy().row(), CopyState.IN_FLIGHT);
        return next;
    }

    /** Copies laid out. */
    int loaded() {
        return loaded.size();
    }

    /** Copies being read. */
    int loading() {
        return reading.size();
    }

    /** Takes copies from the queue until {@code window} of them are laid out or being read. */
    void fetch(int window) {
        int room = window - loaded.size() - reading.size();
        List<QueuedCopy> batch = new ArrayList<>(BATCH);
        for (int taken = 0; taken < TAKEN_PER_TURN && room > 0; taken++) {
            Optional<QueuedCopy> next = isBlocked() ? Optional.empty() : queue.poll();
            if (next.isEmpty()) {
                break;
            }
            batch.add(next.get());
            room--;
            if (batch.size() == BATCH) {
                load(batch);
                batch = new ArrayList<>(BATCH);
            }
        }
        if (!batch.isEmpty()) {
            load(batch);
        }
        if (room > 0 && queue.ready() > 0 && !isBlocked()) {
            shared.loop().execute(pump);
        }
    }

    /** Nobody will take these for a while: their memory is freed and their age is watched. */
    void putBack() {
        for (Payload payload : loaded) {
            payload.body().release();
            queue.add(payload.copy());
        }
        loaded.clear();
    }

    /** Nobody will take any more. */
    void stop() {
        stopping = true;
        loaded.forEach(payload -> payload.body().release());
        loaded.clear();
    }

    private boolean isBlocked() {
        return shared.settlement().isBlocked();
    }

    private boolean mayBeTaken(Payload payload) {
        Verdict verdict = shared.policy().judge(payload.claim(), payload.accepted());
        if (!verdict.permitsDelivery()) {
            outcomes.withhold(payload.copy(), verdict);
        }
        return verdict.permitsDelivery();
    }

    private void load(List<QueuedCopy> batch) {
        reading.addAll(batch);
        shared.loader().load(batch, done -> loaded(batch, done));
    }

    private void loaded(List<QueuedCopy> batch, List<Loaded> done) {
        reading.removeAll(batch);
        for (Loaded one : done) {
            switch (one) {
                case Loaded.Ready ready -> ready(ready.payload());
                case Loaded.Skipped skipped -> queue.add(skipped.copy());
                case Loaded.Unreadable it -> outcomes.unreadable(it.copy(), it.why());
                case Loaded.Rotten it -> outcomes.rotten(it.copy(), it.why());
                case Loaded.Unsendable it -> outcomes.unsendable(it.copy(), it.why());
                case Loaded.Poison it -> outcomes.poison(it.copy(), it.why());
            }
        }
        pump.run();
    }

    private void ready(Payload payload) {
        if (stopping || !mayBeTaken(payload)) {
            payload.body().release();
        } else {
            shared.rows().state(payload.copy().row(), CopyState.QUEUED);
            loaded.addLast(payload);
        }
    }
}
