// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.StreamId;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** How proofs stand in the columns of the record. */
final class ConsentRows {
    private static final String INSERT =
            """
            INSERT OR IGNORE INTO consent (digest, controller, kind, recorded_ms, recorded_by,
                since_ms, stream, purpose, wording, method, partners, evidence, source_ip, country,
                same_entity, analogous, opt_out_offered)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;

    private ConsentRows() {}

    /** The texts of a proof, each null where its kind has none. */
    private record Texts(
            @Nullable String stream,
            @Nullable String purpose,
            @Nullable String wording,
            @Nullable String method,
            @Nullable String partners,
            @Nullable String evidence,
            @Nullable String sourceIp,
            @Nullable String country) {

        static Texts of(Proof proof) {
            return switch (proof) {
                case Proof.Consent c ->
                        new Texts(
                                word(c.stream()),
                                c.purpose(),
                                c.wording(),
                                c.method(),
                                c.partners().orElse(null),
                                c.evidence().orElse(null),
                                c.sourceIp().orElse(null),
                                null);
                case Proof.Customer c ->
                        new Texts(
                                word(c.stream()), null, null, null, null, c.evidence(), null, null);
                case Proof.Published p ->
                        new Texts(
                                word(p.stream()),
                                null,
                                null,
                                p.decidedBy(),
                                null,
                                p.evidence(),
                                null,
                                null);
                case Proof.Place p ->
                        new Texts(null, null, null, null, null, null, null, p.country());
            };
        }

        private static @Nullable String word(Optional<StreamId> stream) {
            return stream.map(StreamId::value).orElse(null);
        }
    }

    /** How many rows came in: none when the same proof is there. */
    static int insert(Connection connection, ConsentLog.Entry entry, Instant now)
            throws SQLException {
        Proof proof = entry.proof();
        Texts texts = Texts.of(proof);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, entry.digest());
            insert.setInt(2, entry.controller().value());
            insert.setInt(3, proof.kind().code());
            insert.setLong(4, now.toEpochMilli());
            insert.setString(5, entry.by());
            insert.setLong(6, proof.since().toEpochMilli());
            insert.setString(7, texts.stream());
            insert.setString(8, texts.purpose());
            insert.setString(9, texts.wording());
            insert.setString(10, texts.method());
            insert.setString(11, texts.partners());
            insert.setString(12, texts.evidence());
            insert.setString(13, texts.sourceIp());
            insert.setString(14, texts.country());
            for (int condition = 15; condition <= 17; condition++) {
                if (proof instanceof Proof.Customer) {
                    insert.setInt(condition, 1);
                } else {
                    insert.setNull(condition, Types.INTEGER);
                }
            }
            return insert.executeUpdate();
        }
    }

    static ConsentEntry entry(ResultSet row) throws SQLException {
        long withdrawn = row.getLong("withdrawn_ms");
        Optional<ConsentEntry.Withdrawal> withdrawal =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(
                                new ConsentEntry.Withdrawal(
                                        Instant.ofEpochMilli(withdrawn),
                                        text(row, "withdrawn_by")));
        return new ConsentEntry(
                row.getLong("id"),
                proof(row),
                Instant.ofEpochMilli(row.getLong("recorded_ms")),
                text(row, "recorded_by"),
                withdrawal);
    }

    static Proof proof(ResultSet row) throws SQLException {
        Instant since = Instant.ofEpochMilli(row.getLong("since_ms"));
        Optional<StreamId> stream = optional(row, "stream").map(StreamId::new);
        int kind = row.getInt("kind");
        return switch (kind) {
            case 1 ->
                    new Proof.Consent(
                            since,
                            stream,
                            text(row, "purpose"),
                            text(row, "wording"),
                            text(row, "method"),
                            optional(row, "partners"),
                            optional(row, "evidence"),
                            optional(row, "source_ip"));
            case 2 -> new Proof.Customer(since, stream, text(row, "evidence"));
            case 3 ->
                    new Proof.Published(since, stream, text(row, "evidence"), text(row, "method"));
            case 4 -> new Proof.Place(since, text(row, "country"));
            default -> throw new SQLException("a consent of kind " + kind);
        };
    }

    private static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
