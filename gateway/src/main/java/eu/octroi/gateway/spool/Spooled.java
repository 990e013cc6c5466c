// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * One accepted message on disk with the head of its record at hand, as octets. Where it lies and
 * what became of its copies is the spool's to know and is asked there. Thread-safe.
 */
public final class Spooled {
    private final LiveMessages live;
    private final MessageId id;
    private final byte[] head;

    Spooled(LiveMessages live, byte[] head) {
        this.live = live;
        this.id = AcceptanceCodec.id(head);
        this.head = head;
    }

    public MessageId id() {
        return id;
    }

    /** The decision without its edits, decoded anew; {@link Spool#read} has the edits. */
    public Acceptance acceptance() {
        return AcceptanceCodec.acceptance(head);
    }

    /** Whether this copy permits delivery and has no forced outcome yet. */
    public boolean isOpen(int copy) {
        return live.isOpen(id, copy);
    }

    /** What holds the copy back from delivery; empty when nothing does. Only if that is forced. */
    public Optional<Intervention> hold(int copy) {
        return live.held(id, copy).now();
    }

    /** How long holds that have ended lasted; the copy did not grow older by it. */
    public Duration heldBefore(int copy) {
        return live.held(id, copy).before();
    }

    /** The same message is the same, however often it was read. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spooled spooled && spooled.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Spooled[" + id + "]";
    }

    /** Where its record begins; 0 once it is settled or set aside. */
    long position() {
        return live.place(id).map(LiveMessages.Place::position).orElse(0L);
    }

    /** Octets of its record; 0 once it is settled or set aside. */
    int size() {
        return live.place(id).map(LiveMessages.Place::size).orElse(0);
    }
}
