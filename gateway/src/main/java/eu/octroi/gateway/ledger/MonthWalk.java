// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.MessageId;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Follows the chain of one month from its checkpoint to its end: every row, every link, what was
 * counted and what was said. Confined to one thread.
 */
final class MonthWalk {
    private static final int TOLD_EVERY = 4096;

    private final String month;
    private final MonthReader reader;
    private final LedgerPublicKeys keys;
    private final Set<Head> wanted;
    private final LongConsumer progress;
    private final Map<RowDigest.Kind, Long> rows = new EnumMap<>(RowDigest.Kind.class);
    private Head head;
    private long last;
    private long position;

    /**
     * A walk that has not begun.
     *
     * @param checkpoint that of the file
     * @param wanted heads that are looked for; those that are found are taken out
     * @param progress hears how many rows were read since it last heard
     */
    MonthWalk(
            MonthReader reader,
            Checkpoint checkpoint,
            LedgerPublicKeys keys,
            Set<Head> wanted,
            LongConsumer progress) {
        this.month = checkpoint.month();
        this.reader = reader;
        this.keys = keys;
        this.wanted = wanted;
        this.progress = progress;
        this.head = checkpoint.head();
        this.last = checkpoint.earlier().sequence();
    }

    /** Rows that fit, so far. */
    long rows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    long rows(RowDigest.Kind kind) {
        return rows.getOrDefault(kind, 0L);
    }

    /** The last link that fits. */
    Head head() {
        return head;
    }

    /** Goes to the end, or as far as everything fits. */
    void walk() throws SQLException, BadChainException {
        Connection connection = reader.connection();
        wanted.remove(head);
        try (RowStream stream = RowStream.of(connection, last);
                Statement select = connection.createStatement();
                ResultSet links = select.executeQuery("SELECT * FROM link ORDER BY number")) {
            while (links.next()) {
                follow(links, stream);
            }
            Optional<RowStream.Raw> more = stream.next();
            if (more.isPresent()) {
                throw bad(more.get(), "stands behind the last link: it was added");
            }
        }
        end(connection);
    }

    private void follow(ResultSet link, RowStream stream) throws SQLException, BadChainException {
        long number = Whole.of(link, "number");
        if (number != head.link() + 1) {
            throw bad("link " + (head.link() + 1) + " is missing, with row " + (last + 1));
        }
        long upTo = Whole.of(link, "last");
        byte[] marks = link.getBytes("marks");
        String rowsOfIt = "link " + number + " (rows " + (last + 1) + " to " + upTo + ")";
        if (marks.length != LinkHash.MARK_BYTES * (upTo - last)) {
            throw bad(rowsOfIt + " was changed");
        }
        LinkHash hash = new LinkHash(head.hash(), number);
        Optional<RowStream.Raw> changed = Optional.empty();
        for (long sequence = last + 1; sequence <= upTo; sequence++) {
            RowStream.Raw row = next(stream, sequence);
            byte[] digest = RowDigest.of(row.kind(), row.values());
            hash.add(digest);
            if (changed.isEmpty() && !isMarked(marks, sequence - last - 1, digest)) {
                changed = Optional.of(row);
            }
            tell(row);
        }
        if (changed.isPresent()) {
            throw bad(changed.get(), "was changed");
        }
        position = Whole.of(link, "position");
        String computed = hash.of(upTo, position, Whole.of(link, "at"));
        if (!computed.equals(HexFormat.of().formatHex(link.getBytes("hash")))) {
            throw bad(rowsOfIt + " was changed");
        }
        head = new Head(month, number, computed);
        last = upTo;
        wanted.remove(head);
    }

    private RowStream.Raw next(RowStream stream, long expected)
            throws SQLException, BadChainException {
        Optional<RowStream.Raw> row = stream.next();
        if (row.isEmpty() || row.get().sequence() > expected) {
            throw new BadChainException(
                    new LedgerProof.Fault(month, Optional.of(expected), "it is missing"));
        }
        if (row.get().sequence() < expected) {
            throw bad(row.get(), "was added");
        }
        return row.get();
    }

    /** What is renewed with each link: it must be of the last one, and signed. */
    private void end(Connection connection) throws SQLException, BadChainException {
        try (Statement select = connection.createStatement();
                ResultSet progressRow = select.executeQuery("SELECT * FROM progress")) {
            if (!progressRow.next()) {
                throw bad("it does not say how far it went");
            }
            byte @Nullable [] signature = progressRow.getBytes("signature");
            boolean isFirst = head.link() == 0 && signature == null;
            boolean isOfIt =
                    Whole.of(progressRow, "sequence") == last
                            && (isFirst || Whole.of(progressRow, "position") == position);
            if (!isOfIt) {
                throw bad("the last link is " + head.link() + ", but the file once went further");
            }
            if (isFirst) {
                return;
            }
            String signer = String.valueOf(progressRow.getString("signer"));
            if (signature == null || !keys.hasSigned(signer, head.signedOctets(), signature)) {
                throw bad("the signature over the last link, " + head.link() + ", is not good");
            }
        }
    }

    private static boolean isMarked(byte[] marks, long index, byte[] digest) {
        int at = Math.toIntExact(index * LinkHash.MARK_BYTES);
        for (int i = 0; i < LinkHash.MARK_BYTES; i++) {
            if (marks[at + i] != digest[i]) {
                return false;
            }
        }
        return true;
    }

    private void tell(RowStream.Raw row) {
        rows.merge(row.kind(), 1L, Long::sum);
        if (rows() % TOLD_EVERY == 0) {
            progress.accept(TOLD_EVERY);
        }
    }

    private BadChainException bad(String what) {
        return new BadChainException(LedgerProof.Fault.of(month, what));
    }

    private BadChainException bad(RowStream.Raw row, String what) {
        return new BadChainException(
                new LedgerProof.Fault(
                        month, Optional.of(row.sequence()), described(row) + " " + what));
    }

    /** As far as it can be read: somebody may have put anything there. */
    private static String described(RowStream.Raw row) {
        return switch (row.kind()) {
            case ENTRY -> "the entry" + told(row.values(), 4, 5) + at(row.values().get(1));
            case INTERVENTION ->
                    "the intervention" + told(row.values(), 0, 1) + at(row.values().get(2));
            case REPETITION -> "the repetition of row " + row.values().get(1);
        };
    }

    private static String told(List<@Nullable Object> values, int message, int copy) {
        return values.get(message) instanceof byte[] id && id.length == MessageId.BYTES
                ? " on " + MessageId.of(id) + "." + values.get(copy)
                : "";
    }

    private static String at(@Nullable Object millis) {
        try {
            return millis instanceof Long at ? " of " + Instant.ofEpochMilli(at) : "";
        } catch (DateTimeException unreadable) {
            return "";
        }
    }
}
