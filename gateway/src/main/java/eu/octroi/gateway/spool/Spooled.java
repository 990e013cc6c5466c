// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.MessageId;

import org.jspecify.annotations.Nullable;

import java.util.BitSet;
import java.util.List;

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

    void close(int copy) {
        if (isOpen(copy)) {
            BitSet changed = closed();
            changed.set(copy);
            closed = changed;
        }
    }
}
