// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.FailPoint;

/** Makes known what was forced, and tells who waits for it. Confined to the thread that forces. */
final class Answers {
    private final Segments segments;
    private final SpoolMeters meters;

    Answers(Segments segments, SpoolMeters meters) {
        this.segments = segments;
        this.meters = meters;
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
        Spooled message = append.message();
        message.moveTo(position);
        Segment segment = segments.at(position).orElseThrow();
        meters.accepted(message);
        if (message.isDone()) {
            segment.addSettled();
        } else {
            segment.add(message);
        }
        meters.committed(System.nanoTime() - append.since());
        append.done().complete(message);
    }

    private void give(Work.Mark mark) {
        Spooled message = mark.message();
        if (message.isOpen(mark.copy())) {
            message.close(mark.copy());
            segments.at(message.position())
                    .filter(segment -> segment.closed(message))
                    .ifPresent(_ -> meters.ended(mark.outcome()));
        }
        mark.done().complete(null);
    }

    private static void give(Work.Intervene intervene, long position) {
        if (position > 0) {
            intervene.message().intervene(intervene.copy(), intervene.intervention());
        }
        intervene.done().complete(null);
    }

    private void give(Work.Carry carry, long position) {
        if (position > 0) {
            Spooled message = carry.message();
            segments.at(message.position()).ifPresent(s -> s.remove(message));
            message.moveTo(position);
            segments.at(position).orElseThrow().add(message);
            meters.carried();
            FailPoint.IN_CARRYING.pass();
        }
        carry.done().complete(null);
    }
}
