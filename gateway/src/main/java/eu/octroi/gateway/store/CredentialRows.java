// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Network;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of credentials. Stateless. */
final class CredentialRows {
    private static final String INSERT =
            """
            INSERT INTO credential (name, stream, password_hash, answer, convert_line_feeds,
                allow_from, expires, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET stream = excluded.stream,
                password_hash = excluded.password_hash, answer = excluded.answer,
                convert_line_feeds = excluded.convert_line_feeds,
                allow_from = excluded.allow_from, expires = excluded.expires,
                created_ms = excluded.created_ms, revoked_ms = NULL
            WHERE revoked_ms IS NOT NULL\
            """;

    private CredentialRows() {}

    /** A row of {@code credential}. Immutable. */
    record Row(
            CredentialId id, Credential credential, Instant created, Optional<Instant> revoked) {}

    /** A row of {@code credential_revocation}. Immutable. */
    record Revocation(CredentialId id, String password) {}

    /** Whether it was added; not when there is one of that name that was not revoked. */
    static boolean insert(
            Connection connection, CredentialId id, Credential credential, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, id.value());
            insert.setString(2, credential.stream().value());
            insert.setString(3, credential.passwordHash().orElseThrow());
            insert.setString(4, credential.answer().word());
            insert.setInt(5, credential.convertLineFeeds() ? 1 : 0);
            insert.setString(
                    6,
                    credential.allowFrom().stream()
                            .map(Network::toString)
                            .collect(Collectors.joining(",")));
            insert.setString(7, credential.expires().map(LocalDate::toString).orElse(null));
            insert.setLong(8, now.toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }

    /** Whether there was one that was not revoked yet. */
    static boolean revoke(Connection connection, CredentialId id, Instant now)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE credential SET revoked_ms = ?"
                                + " WHERE name = ? AND revoked_ms IS NULL")) {
            update.setLong(1, now.toEpochMilli());
            update.setString(2, id.value());
            return update.executeUpdate() == 1;
        }
    }

    /** Whether it was not revoked yet. */
    static boolean revoke(Connection connection, Revocation revocation, Instant now)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO credential_revocation VALUES (?, ?, ?)")) {
            insert.setString(1, revocation.id().value());
            insert.setString(2, revocation.password());
            insert.setLong(3, now.toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }

    static List<Row> all(Connection connection) throws SQLException {
        List<Row> all = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT * FROM credential ORDER BY name")) {
            while (row.next()) {
                all.add(read(row));
            }
        }
        return all;
    }

    static Set<Revocation> revocations(Connection connection) throws SQLException {
        Set<Revocation> all = new HashSet<>();
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT name, password FROM credential_revocation")) {
            while (row.next()) {
                all.add(new Revocation(new CredentialId(row.getString(1)), row.getString(2)));
            }
        }
        return all;
    }

    /** Also that it is used goes only forward. */
    static boolean used(Connection connection, CredentialId id, long day) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement(
                        "INSERT INTO credential_use VALUES (?, ?) ON CONFLICT (name)"
                                + " DO UPDATE SET day = max(day, excluded.day)")) {
            upsert.setString(1, id.value());
            upsert.setLong(2, day);
            return upsert.executeUpdate() == 1;
        }
    }

    static Map<CredentialId, LocalDate> uses(Connection connection) throws SQLException {
        Map<CredentialId, LocalDate> uses = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT name, day FROM credential_use")) {
            while (row.next()) {
                uses.put(
                        new CredentialId(row.getString(1)), LocalDate.ofEpochDay(row.getLong(2)));
            }
        }
        return uses;
    }

    private static Row read(ResultSet row) throws SQLException {
        long revoked = row.getLong("revoked_ms");
        boolean isRevoked = !row.wasNull();
        return new Row(
                new CredentialId(row.getString("name")),
                new Credential(
                        new StreamId(row.getString("stream")),
                        Optional.of(row.getString("password_hash")),
                        row.getInt("convert_line_feeds") != 0,
                        AnswerProfile.ofWord(row.getString("answer")).orElseThrow(),
                        Stream.of(row.getString("allow_from").split(","))
                                .filter(text -> !text.isEmpty())
                                .map(text -> Network.parse(text).orElseThrow())
                                .toList(),
                        Optional.ofNullable(row.getString("expires")).map(LocalDate::parse)),
                Instant.ofEpochMilli(row.getLong("created_ms")),
                isRevoked ? Optional.of(Instant.ofEpochMilli(revoked)) : Optional.empty());
    }
}
