// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables of the record to the form this version knows.
 *
 * <p>Each step is a resource, applied once, in order and in one transaction with its number, which
 * SQLite keeps as {@code user_version}. A step that has shipped is never edited. Rejected: a
 * migration framework, which is larger than all that it would do here. Immutable.
 */
final class Migrations {
    private static final List<String> STEPS =
            List.of(
                    "V001__record.sql",
                    "V002__clauses.sql",
                    "V003__tool_link.sql",
                    "V004__suppression_journal.sql",
                    "V005__consent.sql",
                    "V006__suppression_correction.sql",
                    "V007__credentials.sql");

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @throws StoreException when the record was written by a newer version
     */
    static void apply(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > STEPS.size()) {
            throw new StoreException(
                    "the record has format %d, this version knows up to %d: use the newer version"
                            .formatted(version, STEPS.size()));
        }
        for (int step = version; step < STEPS.size(); step++) {
            apply(connection, STEPS.get(step), step + 1);
        }
    }

    private static void apply(Connection connection, String name, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "BEGIN IMMEDIATE;\n%s\nPRAGMA user_version = %d;\nCOMMIT;"
                            .formatted(sql(name), version));
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String sql(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream("/db/record/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource db/record/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("unreadable resource " + name, e);
        }
    }
}
