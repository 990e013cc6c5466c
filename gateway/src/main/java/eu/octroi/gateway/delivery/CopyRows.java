// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.spool.Interned;
import eu.octroi.gateway.spool.Rows;

import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Every copy without an outcome, in a row of some seventy octets outside the heap, from its
 * acceptance to its end: objects exist of those alone that somebody has in hand. What the spool
 * takes bounds it ({@code spool.recipients-max}). Event-loop confined.
 */
final class CopyRows {
    /** Different replies kept whole; of others the code alone, until there are fewer again. */
    static final int REPLIES_MAX = 10_000;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int EXPIRES = 16;
    private static final int DUE = 24;
    private static final int INDEX = 32;
    private static final int ATTEMPTS = 36;
    private static final int RESTARTS = 40;

    /** The code of the state, and {@link #MAY_HAVE_ARRIVED}; 0 in a row that is free. */
    private static final int STATE = 44;

    private static final int MAY_HAVE_ARRIVED = 1 << 8;

    private static final int STREAM = 48;
    private static final int DOMAIN = 52;

    /** Of what may be missing the number plus one. */
    private static final int CAMPAIGN = 56;

    private static final int REPLY = 60;
    private static final int ROUTE = 64;
    private static final int HEAP = 68;
    private static final int ROW_BYTES = 72;

    private final Outbox outbox;
    private final Rows rows = new Rows(ROW_BYTES);
    private final Interned<StreamId> streams = new Interned<>();
    private final Interned<String> domains = new Interned<>();
    private final Interned<CampaignId> campaigns = new Interned<>();
    private final Interned<String> replies = new Interned<>();
    private volatile long bytes;

    CopyRows(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Sees to it that so many copies find room; false when there is not enough memory. */
    boolean reserve(int copies) {
        return rows.reserve(copies);
    }

    /** Takes in a copy; returns its row, which it keeps until {@link #free}. */
    int admit(Newcomer copy) {
        int row = rows.take();
        MessageId id = copy.message().id();
        rows.putLong(row, HIGH, id.high());
        rows.putLong(row, LOW, id.low());
        rows.putInt(row, INDEX, copy.index());
        rows.putLong(row, EXPIRES, copy.expiresAt());
        rows.putInt(row, STREAM, streams.keep(copy.stream()));
        rows.putInt(row, DOMAIN, domains.keep(copy.domain()));
        rows.putInt(row, CAMPAIGN, copy.campaign().map(c -> campaigns.keep(c) + 1).orElse(0));
        rows.putInt(row, STATE, copy.mayHaveArrived() ? MAY_HAVE_ARRIVED : 0);
        state(row, CopyState.QUEUED);
        bytes = rows.bytes();
        return row;
    }

    /** The copy has its outcome. */
    void free(int row) {
        streams.release(rows.getInt(row, STREAM));
        domains.release(rows.getInt(row, DOMAIN));
        if (rows.getInt(row, CAMPAIGN) != 0) {
            campaigns.release(rows.getInt(row, CAMPAIGN) - 1);
        }
        forgetReply(row);
        rows.free(row);
        bytes = rows.bytes();
    }

    /** The copy as an object. */
    QueuedCopy copy(int row) {
        return new QueuedCopy(
                row,
                outbox.message(id(row).message()),
                rows.getInt(row, INDEX),
                expiresAt(row),
                rows.getInt(row, ATTEMPTS),
                rows.getInt(row, RESTARTS),
                mayHaveArrived(row),
                lastReply(row));
    }

    /** Keeps what became of the copy in somebody's hands. */
    void write(QueuedCopy copy) {
        int row = copy.row();
        rows.putLong(row, EXPIRES, copy.expiresAt());
        rows.putInt(row, ATTEMPTS, copy.attempts());
        rows.putInt(row, RESTARTS, copy.restarts());
        if (copy.mayHaveArrived()) {
            rows.putInt(row, STATE, rows.getInt(row, STATE) | MAY_HAVE_ARRIVED);
        }
        if (!copy.lastReply().equals(lastReply(row))) {
            forgetReply(row);
            rows.putInt(row, REPLY, replies.keep(kept(copy.lastReply())) + 1);
        }
    }

    CopyId id(int row) {
        return new CopyId(
                new MessageId(rows.getLong(row, HIGH), rows.getLong(row, LOW)),
                rows.getInt(row, INDEX));
    }

    /** Whether this copy is still in this row. */
    boolean isAt(int row, CopyId id) {
        return row < rows.end() && rows.getInt(row, STATE) != 0 && id(row).equals(id);
    }

    /** When its message was accepted, in milliseconds since 1970. */
    long timeMillis(int row) {
        return new MessageId(rows.getLong(row, HIGH), rows.getLong(row, LOW)).timeMillis();
    }

    CopyState state(int row) {
        return CopyState.ofCode(rows.getInt(row, STATE) & ~MAY_HAVE_ARRIVED);
    }

    void state(int row, CopyState state) {
        rows.putInt(row, STATE, (rows.getInt(row, STATE) & MAY_HAVE_ARRIVED) | state.code());
    }

    private boolean mayHaveArrived(int row) {
        return (rows.getInt(row, STATE) & MAY_HAVE_ARRIVED) != 0;
    }

    long expiresAt(int row) {
        return rows.getLong(row, EXPIRES);
    }

    long due(int row) {
        return rows.getLong(row, DUE);
    }

    void due(int row, long due) {
        rows.putLong(row, DUE, due);
    }

    StreamId stream(int row) {
        return streams.get(rows.getInt(row, STREAM));
    }

    /** The domain of the recipient, in ASCII and lower case where it has such a form. */
    String domain(int row) {
        return domains.get(rows.getInt(row, DOMAIN));
    }

    Optional<CampaignId> campaign(int row) {
        int number = rows.getInt(row, CAMPAIGN);
        return number == 0 ? Optional.empty() : Optional.of(campaigns.get(number - 1));
    }

    String lastReply(int row) {
        int number = rows.getInt(row, REPLY);
        return number == 0 ? "" : replies.get(number - 1);
    }

    /** The number of the route in whose queue it is; 0 while it is in none. */
    int route(int row) {
        return rows.getInt(row, ROUTE);
    }

    void route(int row, int number) {
        rows.putInt(row, ROUTE, number);
    }

    /** Where in its heap it is; the heap's own. */
    int heapIndex(int row) {
        return rows.getInt(row, HEAP);
    }

    void heapIndex(int row, int index) {
        rows.putInt(row, HEAP, index);
    }

    /** Older first: who expires sooner, and of one message in the order of its recipients. */
    boolean isOlder(int row, int other) {
        long byAge = expiresAt(row) - expiresAt(other);
        return byAge < 0 || (byAge == 0 && rows.getInt(row, INDEX) < rows.getInt(other, INDEX));
    }

    boolean isDueSooner(int row, int other) {
        return due(row) - due(other) < 0;
    }

    /** Above the number of every row in use. */
    int end() {
        return rows.end();
    }

    /** The first copy from {@code row} on, and before {@code end}, that fits; or none. */
    int next(int row, int end, IntPredicate fits) {
        for (int at = row; at < Math.min(end, rows.end()); at++) {
            if (rows.getInt(at, STATE) != 0 && fits.test(at)) {
                return at;
            }
        }
        return Rows.NONE;
    }

    /** Octets of memory taken outside the heap; from any thread. */
    long bytes() {
        return bytes;
    }

    /** A queue of a million may have heard as many different replies. */
    private String kept(String reply) {
        return replies.size() < REPLIES_MAX || replies.contains(reply)
                ? reply
                : reply.substring(0, Math.min(3, reply.length()));
    }

    private void forgetReply(int row) {
        int number = rows.getInt(row, REPLY);
        if (number != 0) {
            replies.release(number - 1);
            rows.putInt(row, REPLY, 0);
        }
    }
}
