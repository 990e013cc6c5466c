// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages not wholly settled: where each lies in the log, which of its copies have ended and
 * how they are held. Some sixty octets a message, outside the heap; what a message says is on disk.
 * Changed by the thread that forces, or by recovery before that thread starts. Guarded by its
 * monitor, which is held for moments only.
 */
final class LiveMessages {
    /** Rows kept at hand, for more messages than can wait to be answered at once. */
    static final int SPARE = 8192;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int POSITION = 16;
    private static final int CLOSED = 24;
    private static final int SIZE = 32;
    private static final int COPIES = 36;
    private static final int INDEX = 40;
    private static final int NEXT = 44;
    private static final int PREVIOUS = 48;
    private static final int HOLDS = 52;
    private static final int ROW_BYTES = 56;
    static final int FULL = 100;

    private final Rows rows = new Rows(ROW_BYTES);
    private final RowIndex index = new RowIndex(rows, INDEX, this::hash);
    private final HoldRows holds = new HoldRows();

    /** Ended copies where there are more than a row has bits for: one bit a copy, by row. */
    private final Map<Integer, BitSet> wide = new HashMap<>();

    /** Rows of messages found at the start and not handed over yet. */
    private final BitSet found = new BitSet();

    private final Map<Long, Share> shares = new HashMap<>();
    private final Share all = new Share();
    private final int copiesMax;
    private volatile int filledPercent;

    /** What is live in one segment, in the order in which it came there. */
    private static final class Share {
        private int first = Rows.NONE;
        private int last = Rows.NONE;
        private long messages;
        private long bytes;
        private long copies;
        private long acceptedMillis = Long.MAX_VALUE;

        void count(int more, int size, int open) {
            messages += more;
            bytes += (long) more * size;
            copies += (long) more * open;
        }
    }

    /** Where a message lies. */
    record Place(long position, int size) {}

    /**
     * Without messages.
     *
     * @param copiesMax open copies above which no more are to be taken
     */
    LiveMessages(int copiesMax) {
        this.copiesMax = copiesMax;
        checkRoom();
    }

    /** How much of the room for copies is taken; at {@link #FULL} no message is to be added. */
    int filledPercent() {
        return filledPercent;
    }

    /** Sees to it that so many copies can be held; false when there is not enough memory. */
    synchronized boolean reserveHolds(int more) {
        return holds.reserve(more);
    }

    /** A message of which a copy is open stands at {@code position}. */
    synchronized void add(Arrival message, long position) {
        int row = rows.take();
        rows.putLong(row, HIGH, message.id().high());
        rows.putLong(row, LOW, message.id().low());
        rows.putInt(row, SIZE, message.size());
        rows.putInt(row, COPIES, message.copies());
        setClosed(row, message.withheld());
        index.add(row);
        link(row, position);
        checkRoom();
    }

    /** Where the message lies now; empty when it is done or set aside. */
    synchronized Optional<Place> place(MessageId id) {
        int row = find(id);
        return row == Rows.NONE || position(row) == 0
                ? Optional.empty()
                : Optional.of(new Place(position(row), rows.getInt(row, SIZE)));
    }

    synchronized boolean contains(MessageId id) {
        return find(id) != Rows.NONE;
    }

    synchronized boolean isOpen(MessageId id, int copy) {
        int row = find(id);
        return row != Rows.NONE && isOpen(row, copy);
    }

    /** The message is read at {@code to} from now on; returns where it was. */
    synchronized long moveTo(MessageId id, long to) {
        int row = find(id);
        long from = position(row);
        unlink(row);
        link(row, to);
        return from;
    }

    /** A copy has ended; returns where its message lies, unless that had ended or is not here. */
    synchronized Optional<Long> close(MessageId id, int copy) {
        int row = find(id);
        if (row == Rows.NONE || !isOpen(row, copy)) {
            return Optional.empty();
        }
        long position = position(row);
        if (position != 0) {
            share(position).copies--;
            all.copies--;
        }
        setClosed(row, copy);
        if (open(row) == 0) {
            remove(row);
        }
        checkRoom();
        return Optional.of(position).filter(at -> at != 0);
    }

    /**
     * The message can no longer be read: it is counted and carried no more, and how its copies end
     * is still recorded. Returns how many of them are open.
     */
    synchronized int setAside(MessageId id) {
        int row = find(id);
        if (row == Rows.NONE || position(row) == 0) {
            return 0;
        }
        unlink(row);
        return open(row);
    }

    /** The copies that are not open. */
    synchronized BitSet closed(MessageId id) {
        int row = find(id);
        return row == Rows.NONE ? new BitSet() : closed(row);
    }

    /** Of every copy that is or was held. */
    synchronized Map<Integer, Held> holds(MessageId id) {
        int row = find(id);
        return row == Rows.NONE ? Map.of() : holds.all(rows.getInt(row, HOLDS));
    }

    synchronized Held held(MessageId id, int copy) {
        int row = find(id);
        return row == Rows.NONE ? Held.NEVER : holds.of(rows.getInt(row, HOLDS), copy);
    }

    synchronized void intervene(MessageId id, int copy, Intervention intervention) {
        hold(id, copy, held(id, copy).after(intervention));
    }

    synchronized void replaceHolds(MessageId id, Map<Integer, Held> held) {
        held.forEach((copy, how) -> hold(id, copy, how));
    }

    /** All that is here now was found at the start and is to be handed over. */
    synchronized void markFound() {
        for (int row = 0; row < rows.end(); row++) {
            found.set(row, rows.getInt(row, SIZE) > 0);
        }
    }

    /** Messages that are still to be handed over. */
    synchronized int toHandOver() {
        return found.cardinality();
    }

    /** The message is not to be handed over any more. */
    synchronized void handedOver(MessageId id) {
        int row = find(id);
        if (row != Rows.NONE) {
            found.clear(row);
        }
    }

    /**
     * Messages that are still to be handed over, which they stay.
     *
     * @param next row from which to go on
     */
    record Found(List<MessageId> messages, int next) {}

    /** Some of those to be handed over, from a row on, mostly the oldest first. */
    synchronized Found found(int from, int max) {
        List<MessageId> messages = new ArrayList<>();
        int row = found.nextSetBit(from);
        while (row >= 0 && messages.size() < max) {
            messages.add(id(row));
            row = found.nextSetBit(row + 1);
        }
        return new Found(messages, row < 0 ? rows.end() : row);
    }

    /** The first messages of a segment, by when they came there. */
    synchronized List<MessageId> first(Segment segment, int max) {
        List<MessageId> messages = new ArrayList<>();
        int row = share(segment).first;
        while (row != Rows.NONE && messages.size() < max) {
            messages.add(id(row));
            row = rows.getInt(row, NEXT) - 1;
        }
        return messages;
    }

    synchronized long messages() {
        return all.messages;
    }

    synchronized long messages(Segment segment) {
        return share(segment).messages;
    }

    /** Octets of records. */
    synchronized long bytes() {
        return all.bytes;
    }

    synchronized long bytes(Segment segment) {
        return share(segment).bytes;
    }

    /** Copies without an outcome. */
    synchronized long openCopies() {
        return all.copies;
    }

    /** No message was accepted before this, in milliseconds since 1970. */
    synchronized long acceptedMillis() {
        return shares.values().stream()
                .mapToLong(s -> s.acceptedMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Octets of memory that all of this takes outside the heap. */
    synchronized long memoryBytes() {
        return rows.bytes() + index.bytes() + holds.bytes();
    }

    private void checkRoom() {
        boolean hasMemory = rows.reserve(SPARE) && index.reserve(SPARE);
        filledPercent = hasMemory ? (int) Math.min(FULL, FULL * all.copies / copiesMax) : FULL;
    }

    private void hold(MessageId id, int copy, Held held) {
        int row = find(id);
        if (row != Rows.NONE) {
            rows.putInt(row, HOLDS, holds.put(rows.getInt(row, HOLDS), copy, held));
        }
    }

    private void remove(int row) {
        if (position(row) != 0) {
            unlink(row);
        }
        index.remove(row);
        holds.free(rows.getInt(row, HOLDS));
        wide.remove(row);
        found.clear(row);
        rows.free(row);
    }

    private void link(int row, long position) {
        rows.putLong(row, POSITION, position);
        Share share = shares.computeIfAbsent(Position.generation(position), _ -> new Share());
        rows.putInt(row, PREVIOUS, share.last + 1);
        rows.putInt(row, NEXT, 0);
        if (share.last == Rows.NONE) {
            share.first = row;
        } else {
            rows.putInt(share.last, NEXT, row + 1);
        }
        share.last = row;
        share.acceptedMillis = Math.min(share.acceptedMillis, id(row).timeMillis());
        count(share, 1, row);
    }

    private void unlink(int row) {
        long position = position(row);
        Share share = share(position);
        int previous = rows.getInt(row, PREVIOUS) - 1;
        int next = rows.getInt(row, NEXT) - 1;
        if (previous == Rows.NONE) {
            share.first = next;
        } else {
            rows.putInt(previous, NEXT, next + 1);
        }
        if (next == Rows.NONE) {
            share.last = previous;
        } else {
            rows.putInt(next, PREVIOUS, previous + 1);
        }
        count(share, -1, row);
        if (share.messages == 0) {
            shares.remove(Position.generation(position));
        }
        rows.putLong(row, POSITION, 0);
    }

    private void count(Share share, int more, int row) {
        int size = rows.getInt(row, SIZE);
        int open = open(row);
        share.count(more, size, open);
        all.count(more, size, open);
    }

    private Share share(long position) {
        return shares.getOrDefault(Position.generation(position), new Share());
    }

    private Share share(Segment segment) {
        return shares.getOrDefault(segment.generation(), new Share());
    }

    private int find(MessageId id) {
        int row = index.first(hash(id.high(), id.low()));
        while (row != Rows.NONE
                && (rows.getLong(row, LOW) != id.low() || rows.getLong(row, HIGH) != id.high())) {
            row = index.next(row);
        }
        return row;
    }

    private int hash(int row) {
        return hash(rows.getLong(row, HIGH), rows.getLong(row, LOW));
    }

    private static int hash(long high, long low) {
        return (int) (((high * 31 + low) * 0x9E37_79B9_7F4A_7C15L) >>> 33);
    }

    private MessageId id(int row) {
        return new MessageId(rows.getLong(row, HIGH), rows.getLong(row, LOW));
    }

    private long position(int row) {
        return rows.getLong(row, POSITION);
    }

    private int open(int row) {
        return rows.getInt(row, COPIES) - closed(row).cardinality();
    }

    private boolean isOpen(int row, int copy) {
        return !closed(row).get(copy);
    }

    private BitSet closed(int row) {
        BitSet many = wide.get(row);
        return many == null
                ? BitSet.valueOf(new long[] {rows.getLong(row, CLOSED)})
                : (BitSet) many.clone();
    }

    private void setClosed(int row, int copy) {
        BitSet changed = closed(row);
        changed.set(copy);
        setClosed(row, changed);
    }

    private void setClosed(int row, BitSet closed) {
        if (rows.getInt(row, COPIES) > Long.SIZE) {
            wide.put(row, closed);
        } else {
            rows.putLong(row, CLOSED, closed.isEmpty() ? 0 : closed.toLongArray()[0]);
        }
    }
}
