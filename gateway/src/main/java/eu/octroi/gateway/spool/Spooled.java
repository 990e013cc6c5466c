// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One accepted message on disk, as it waits in memory: the head of its record, as octets, which
 * keeps a million of them within some 300 MB. Thread-safe: changed by the spool's own thread only,
 * and each change is a new value.
 */
public final class Spooled {
    private final byte[] head;
    private final int size;
    private final int copies;
    private volatile long position;
    private volatile @Nullable BitSet closed;
    private volatile Map<Integer, Held> holds = Map.of();

    /** Not on disk yet. */
    Spooled(byte[] head, List<Copy> copies, int size) {
        this.head = head;
        this.size = size;
        this.copies = copies.size();
        for (int i = 0; i < copies.size(); i++) {
            if (!copies.get(i).verdict().permitsDelivery()) {
                close(i);
            }
        }
    }

    static Spooled of(byte[] head, int size) {
        return new Spooled(head, AcceptanceCodec.acceptance(head).copies(), size);
    }

    public MessageId id() {
        return AcceptanceCodec.id(head);
    }

    /** The decision without its edits, decoded anew; {@link Spool#read} has the edits. */
    public Acceptance acceptance() {
        return AcceptanceCodec.acceptance(head);
    }

    /** Whether this copy permits delivery and has no forced outcome yet. */
    public boolean isOpen(int copy) {
        BitSet seen = closed;
        return seen == null || !seen.get(copy);
    }

    /** What holds the copy back from delivery; empty when nothing does. Only if that is forced. */
    public Optional<Intervention> hold(int copy) {
        return held(copy).now();
    }

    /** How long holds that have ended lasted; the copy did not grow older by it. */
    public Duration heldBefore(int copy) {
        return held(copy).before();
    }

    @Override
    public String toString() {
        return "Spooled[" + id() + "]";
    }

    /** Whether every copy has its outcome. */
    boolean isDone() {
        BitSet seen = closed;
        return seen != null && seen.cardinality() == copies;
    }

    /** Copies without an outcome. */
    int openCopies() {
        BitSet seen = closed;
        return seen == null ? copies : copies - seen.cardinality();
    }

    int copies() {
        return copies;
    }

    /** Octets of the record on disk. */
    int size() {
        return size;
    }

    long position() {
        return position;
    }

    void moveTo(long newPosition) {
        position = newPosition;
    }

    /** The copies that are not open, as a copy. */
    BitSet closed() {
        BitSet seen = closed;
        return seen == null ? new BitSet() : (BitSet) seen.clone();
    }

    /** Of every copy that is or was held. Immutable. */
    Map<Integer, Held> holds() {
        return holds;
    }

    void replaceHolds(Map<Integer, Held> all) {
        holds = Map.copyOf(all);
    }

    void intervene(int copy, Intervention intervention) {
        Map<Integer, Held> changed = new HashMap<>(holds);
        changed.put(copy, held(copy).after(intervention));
        holds = Map.copyOf(changed);
    }

    private Held held(int copy) {
        return holds.getOrDefault(copy, Held.NEVER);
    }

    void close(int copy) {
        if (isOpen(copy)) {
            BitSet changed = closed();
            changed.set(copy);
            closed = changed;
        }
    }
}
