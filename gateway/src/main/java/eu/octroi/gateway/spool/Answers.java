// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.FailPoint;

import java.util.function.LongSupplier;

/** Makes known what was forced, and tells who waits for it. Confined to the thread that forces. */
final class Answers {
    private final Segments segments;
    private final LiveMessages live;
    private final SpoolMeters meters;
    private final LongSupplier ticker;

    Answers(Segments segments, LiveMessages live, SpoolMeters meters, LongSupplier ticker) {
        this.segments = segments;
        this.live = live;
        this.meters = meters;
        this.ticker = ticker;
    }

    /**
     * Answers work that is forced.
     *
     * @param position of its first record; 0 where it was obsolete and nothing was written
     */
    void give(Work work, long position) {
        switch (work) {
            case Work.Append append -> give(append, position);
            case Work.Mark mark -> give(mark);
            case Work.Intervene intervene -> give(intervene, position);
            case Work.Carry carry -> give(carry, position);
        }
    }

    private void give(Work.Append append, long position) {
        Arrival arrival = append.arrival();
        meters.accepted(arrival);
        if (arrival.isDone()) {
            holdsSettled(position);
        } else {
            live.add(arrival, position);
        }
        meters.committed(ticker.getAsLong() - append.since());
        append.done().complete(append.message());
    }

    private void give(Work.Mark mark) {
        live.close(mark.message(), mark.copy())
                .ifPresent(
                        position -> {
                            meters.ended(mark.outcome());
                            if (!live.contains(mark.message())) {
                                holdsSettled(position);
                            }
                        });
        mark.done().complete(null);
    }

    private void give(Work.Intervene intervene, long position) {
        if (position > 0) {
            live.intervene(intervene.message(), intervene.copy(), intervene.intervention());
        }
        intervene.done().complete(null);
    }

    private void give(Work.Carry carry, long position) {
        if (position > 0) {
            holdsSettled(live.moveTo(carry.message(), position));
            meters.carried();
            FailPoint.IN_CARRYING.pass();
        }
        carry.done().complete(null);
    }

    private void holdsSettled(long position) {
        segments.at(position).ifPresent(Segment::addSettled);
    }
}
