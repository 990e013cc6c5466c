// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.store.RecordDatabase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Proofs in the record. What a write returns is forced to disk when its stage completes.
 * Thread-safe.
 */
final class ConsentLog {
    private static final String WITHDRAW =
            """
            UPDATE consent SET withdrawn_ms = ?, withdrawn_by = ?
            WHERE withdrawn_ms IS NULL AND kind <> %d
            AND id IN (SELECT consent FROM consent_key WHERE key = ?)\
            """
                    .formatted(Proof.Kind.PLACE.code());
    private static final String SAME_PERSON =
            """
            SELECT other.key FROM consent_key mine
            JOIN consent_key other ON other.consent = mine.consent WHERE mine.key = ?\
            """;

    private final RecordDatabase record;

    ConsentLog(RecordDatabase record) {
        this.record = record;
    }

    /**
     * A proof to record.
     *
     * @param keys of the person under each live address key, newest first
     */
    record Entry(ControllerNumber controller, List<PersonKey> keys, Proof proof, String by) {
        Entry {
            keys = List.copyOf(keys);
        }

        /** The same person and proof have the same digest, through whatever door. */
        String digest() {
            return Sha256.hex(controller.value() + "|" + keys.getLast() + "|" + proof);
        }
    }

    CompletionStage<List<Recorded>> add(List<Entry> entries, Instant now) {
        return record.write(
                connection -> {
                    List<Recorded> recorded = new ArrayList<>(entries.size());
                    for (Entry entry : entries) {
                        recorded.add(add(connection, entry, now));
                    }
                    return recorded;
                });
    }

    /** Ends all that permits anything under these keys; the keys of what was ended. */
    CompletionStage<Set<PersonKey>> withdraw(List<PersonKey> keys, Instant now, String by) {
        return record.write(connection -> withdraw(connection, keys, now, by));
    }

    /** The same, and notes up to which event of the suppression list objections were followed. */
    CompletionStage<Set<PersonKey>> follow(
            List<PersonKey> keys, long seen, Instant now, String by) {
        return record.write(
                connection -> {
                    Set<PersonKey> ended = withdraw(connection, keys, now, by);
                    try (PreparedStatement mark =
                            connection.prepareStatement("UPDATE consent_mark SET sequence = ?")) {
                        mark.setLong(1, seen);
                        mark.executeUpdate();
                    }
                    return ended;
                });
    }

    /** The last event of the suppression list that was followed. */
    long followed() {
        return number("SELECT sequence FROM consent_mark");
    }

    /** Hands every key with a proof that stands to {@code each}, the oldest proof first. */
    void standing(BiConsumer<PersonKey, Proof> each) {
        record.read(connection -> standing(connection, each));
    }

    /** How many keys were handed over. */
    static int standing(Connection connection, BiConsumer<PersonKey, Proof> each)
            throws SQLException {
        int count = 0;
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery(
                                """
                                SELECT c.*, k.key FROM consent c
                                JOIN consent_key k ON k.consent = c.id
                                WHERE c.withdrawn_ms IS NULL ORDER BY c.id\
                                """)) {
            while (rows.next()) {
                each.accept(PersonKey.of(rows.getBytes("key")), ConsentRows.proof(rows));
                count++;
            }
        }
        return count;
    }

    /** All that was ever recorded under these keys, the oldest first. */
    List<ConsentEntry> of(List<PersonKey> keys) {
        return record.read(
                connection -> {
                    List<ConsentEntry> found = new ArrayList<>();
                    Set<Long> seen = new HashSet<>();
                    for (PersonKey key : keys) {
                        for (ConsentEntry entry : of(connection, key)) {
                            if (seen.add(entry.id())) {
                                found.add(entry);
                            }
                        }
                    }
                    found.sort(Comparator.comparingLong(ConsentEntry::id));
                    return found;
                });
    }

    private static List<ConsentEntry> of(Connection connection, PersonKey key) throws SQLException {
        List<ConsentEntry> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT c.* FROM consent_key k JOIN consent c ON c.id = k.consent
                        WHERE k.key = ? ORDER BY c.id\
                        """)) {
            select.setBytes(1, key.toByteArray());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                found.add(ConsentRows.entry(rows));
            }
        }
        return found;
    }

    private static Recorded add(Connection connection, Entry entry, Instant now)
            throws SQLException {
        boolean permits = entry.proof().kind() != Proof.Kind.PLACE;
        if (permits && isWithdrawnSince(connection, entry)) {
            return new Recorded(0, Recorded.Result.WITHDRAWN_SINCE);
        }
        boolean isNew = ConsentRows.insert(connection, entry, now) > 0;
        long id = idOf(connection, entry.digest());
        if (isNew) {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO consent_key VALUES (?, ?)")) {
                for (PersonKey key : entry.keys()) {
                    insert.setBytes(1, key.toByteArray());
                    insert.setLong(2, id);
                    insert.executeUpdate();
                }
            }
        }
        return new Recorded(id, isNew ? Recorded.Result.NEW : Recorded.Result.ALREADY);
    }

    /** What was given before the person withdrew does not come back by being imported again. */
    private static boolean isWithdrawnSince(Connection connection, Entry entry)
            throws SQLException {
        for (PersonKey key : entry.keys()) {
            try (PreparedStatement select =
                    connection.prepareStatement(
                            """
                            SELECT max(c.withdrawn_ms) FROM consent_key k
                            JOIN consent c ON c.id = k.consent WHERE k.key = ?\
                            """)) {
                select.setBytes(1, key.toByteArray());
                ResultSet rows = select.executeQuery();
                if (rows.next()
                        && rows.getLong(1) >= entry.proof().since().toEpochMilli()
                        && !rows.wasNull()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<PersonKey> withdraw(
            Connection connection, List<PersonKey> keys, Instant now, String by)
            throws SQLException {
        Set<PersonKey> ended = new HashSet<>();
        if (isEmpty(connection)) {
            // A list of refusals may have millions of rows where nobody ever agreed to anything.
            return ended;
        }
        try (PreparedStatement select = connection.prepareStatement(SAME_PERSON);
                PreparedStatement update = connection.prepareStatement(WITHDRAW)) {
            update.setLong(1, now.toEpochMilli());
            update.setString(2, by);
            for (PersonKey key : keys) {
                update.setBytes(3, key.toByteArray());
                if (update.executeUpdate() > 0) {
                    select.setBytes(1, key.toByteArray());
                    ResultSet rows = select.executeQuery();
                    while (rows.next()) {
                        ended.add(PersonKey.of(rows.getBytes(1)));
                    }
                }
            }
        }
        return ended;
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT 1 FROM consent_key LIMIT 1")) {
            return !rows.next();
        }
    }

    private static long idOf(Connection connection, String digest) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM consent WHERE digest = ?")) {
            select.setString(1, digest);
            ResultSet rows = select.executeQuery();
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private long number(String sql) {
        return record.read(
                connection -> {
                    try (Statement select = connection.createStatement();
                            ResultSet rows = select.executeQuery(sql)) {
                        return rows.next() ? rows.getLong(1) : 0L;
                    }
                });
    }
}
