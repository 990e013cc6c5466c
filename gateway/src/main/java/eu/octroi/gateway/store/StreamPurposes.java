// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.Settings;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each stream was for since when: details taken for one purpose may not simply serve another
 * (GDPR art. 6(4) and 14(4), A-30), so a change is kept in the record and told from then on.
 */
public final class StreamPurposes {
    private StreamPurposes() {}

    /**
     * Keeps the purposes of the configuration; blocking.
     *
     * @return the streams whose purpose is not the one they began with, and when it last changed
     */
    public static Map<StreamId, Instant> changed(
            RecordDatabase record, Settings settings, Clock clock) {
        Map<String, String> purposes = new TreeMap<>();
        settings.streams()
                .forEach(
                        (id, stream) ->
                                stream.purpose().ifPresent(p -> purposes.put(id.value(), text(p))));
        return Fingerprints.await(
                record.write(connection -> enter(connection, purposes, clock.millis())));
    }

    private static Map<StreamId, Instant> enter(
            Connection connection, Map<String, String> purposes, long now) throws SQLException {
        Map<StreamId, Instant> changed = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : purposes.entrySet()) {
            Optional<Since> last = last(connection, entry.getKey());
            if (last.isEmpty() || !last.get().purpose().equals(entry.getValue())) {
                insert(connection, entry.getKey(), entry.getValue(), now);
                last.ifPresent(
                        _ -> changed.put(new StreamId(entry.getKey()), Instant.ofEpochMilli(now)));
            } else if (last.get().count() > 1) {
                changed.put(
                        new StreamId(entry.getKey()), Instant.ofEpochMilli(last.get().millis()));
            }
        }
        return changed;
    }

    private record Since(String purpose, long millis, int count) {}

    private static Optional<Since> last(Connection connection, String stream) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT purpose, since_ms, count(*) OVER () FROM stream_purpose"
                                + " WHERE stream = ? ORDER BY since_ms DESC LIMIT 1")) {
            select.setString(1, stream);
            ResultSet rows = select.executeQuery();
            return rows.next()
                    ? Optional.of(new Since(rows.getString(1), rows.getLong(2), rows.getInt(3)))
                    : Optional.empty();
        }
    }

    private static void insert(Connection connection, String stream, String purpose, long now)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO stream_purpose VALUES (?, ?, ?)")) {
            insert.setString(1, stream);
            insert.setLong(2, now);
            insert.setString(3, purpose);
            insert.executeUpdate();
        }
    }

    private static String text(LocalizedText purpose) {
        return purpose.texts().entrySet().stream()
                .sorted(Map.Entry.<Language, String>comparingByKey())
                .map(e -> e.getKey().code() + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }
}
