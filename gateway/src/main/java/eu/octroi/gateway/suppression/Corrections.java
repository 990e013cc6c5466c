// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.store.RecordDatabase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lifts what recipients asked for when it was recorded by mistake: one person says why, another one
 * agrees, both are kept in the record and in the journal (B-13). Who they are is what they say: the
 * right to write to the list is proved by the token or the data directory. Thread-safe.
 */
public final class Corrections {
    /** A wish that nobody agreed to within this time is void. */
    public static final Duration WAITS_MAX = Duration.ofDays(7);

    private static final String SELECT =
            """
            SELECT id, at_ms, controller, key, reason, author, why FROM suppression_correction
            WHERE decided_ms IS NULL AND at_ms > ?\
            """;

    private final RecordDatabase record;
    private final EntryKeys keys;
    private final SuppressionList list;
    private final Clock clock;

    Corrections(RecordDatabase record, EntryKeys keys, SuppressionList list, Clock clock) {
        this.record = record;
        this.keys = keys;
        this.list = list;
        this.clock = clock;
    }

    /**
     * A correction that waits for a second person. Immutable.
     *
     * @param author who asked for it
     */
    public record Waiting(
            long id,
            Instant at,
            ControllerNumber controller,
            Reason reason,
            String author,
            String why,
            PersonKey key) {}

    /** How the second person's word ended. */
    public enum Approval {
        /** The event is forced and the index follows it. */
        LIFTED,
        /** There is no such correction, it is void, decided, or about somebody else. */
        NOT_FOUND,
        /** Whoever asked for it cannot be the second person. */
        SAME_PERSON,
        /** Agreed to, but the entry does not stand any more. */
        NOTHING_TO_LIFT
    }

    /**
     * Asks for a correction; completes with its number when it is forced. Nothing is lifted yet.
     *
     * @param why kept in the record; must not name the person
     */
    public CompletionStage<Long> ask(
            ControllerNumber controller,
            Subject subject,
            Reason reason,
            String author,
            String why) {
        PersonKey key = keys.of(0, controller, subject);
        long now = clock.millis();
        return record.write(
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    """
                                    INSERT INTO suppression_correction (at_ms, controller, key,
                                        reason, author, why) VALUES (?, ?, ?, ?, ?, ?)
                                        RETURNING id\
                                    """)) {
                        insert.setLong(1, now);
                        insert.setInt(2, controller.value());
                        insert.setBytes(3, key.toByteArray());
                        insert.setInt(4, reason.code());
                        insert.setString(5, author);
                        insert.setString(6, why);
                        ResultSet rows = insert.executeQuery();
                        rows.next();
                        return rows.getLong(1);
                    }
                });
    }

    /** What waits for a second person, oldest first. */
    public List<Waiting> waiting() {
        return record.read(
                connection -> {
                    List<Waiting> waiting = new ArrayList<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(SELECT + " ORDER BY id")) {
                        select.setLong(1, oldest());
                        ResultSet rows = select.executeQuery();
                        while (rows.next()) {
                            waiting.add(waiting(rows));
                        }
                    }
                    return waiting;
                });
    }

    /**
     * Agrees to a correction and lifts what it is about.
     *
     * @param subject whom the second person believes it to be about, which must be right
     */
    public CompletionStage<Approval> approve(
            long id, ControllerNumber controller, Subject subject, String second) {
        Optional<Waiting> asked =
                waiting().stream()
                        .filter(w -> w.id() == id && w.controller().equals(controller))
                        .filter(w -> keys.all(controller, subject).contains(w.key()))
                        .findFirst();
        if (asked.isEmpty()) {
            return CompletableFuture.completedFuture(Approval.NOT_FOUND);
        }
        if (name(asked.get().author()).equals(name(second))) {
            return CompletableFuture.completedFuture(Approval.SAME_PERSON);
        }
        return lift(asked.get(), subject, second);
    }

    /** Lifted first: a crash in between leaves a correction that can be agreed to again. */
    private CompletionStage<Approval> lift(Waiting asked, Subject subject, String second) {
        String why =
                "correction %d, asked by %s, agreed by %s: %s"
                        .formatted(asked.id(), asked.author(), second, asked.why());
        return list.lift(asked.controller(), subject, asked.reason(), why)
                .thenCompose(
                        removal ->
                                decided(asked.id(), second)
                                        .thenApply(
                                                _ ->
                                                        removal == Removal.REMOVED
                                                                ? Approval.LIFTED
                                                                : Approval.NOTHING_TO_LIFT));
    }

    private CompletionStage<Integer> decided(long id, String second) {
        long now = clock.millis();
        return record.write(connection -> decide(connection, id, second, now));
    }

    private static int decide(Connection connection, long id, String second, long now)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE suppression_correction SET decided_ms = ?, decided_by = ?"
                                + " WHERE id = ?")) {
            update.setLong(1, now);
            update.setString(2, second);
            update.setLong(3, id);
            return update.executeUpdate();
        }
    }

    private long oldest() {
        return clock.instant().minus(WAITS_MAX).toEpochMilli();
    }

    private static String name(String author) {
        return author.strip().toLowerCase(Locale.ROOT);
    }

    private static Waiting waiting(ResultSet rows) throws SQLException {
        return new Waiting(
                rows.getLong(1),
                Instant.ofEpochMilli(rows.getLong(2)),
                new ControllerNumber(rows.getInt(3)),
                Reason.ofCode(rows.getInt(5)).orElseThrow(),
                rows.getString(6),
                rows.getString(7),
                PersonKey.of(rows.getBytes(4)));
    }
}
