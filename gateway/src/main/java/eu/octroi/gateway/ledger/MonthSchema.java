// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a monthly file. Each step is a resource that is applied once, with its number in
 * SQLite's {@code user_version}; a step that has shipped is never edited. Files of months that are
 * over stay as they were written. Immutable.
 */
final class MonthSchema {
    private static final List<String> STEPS = List.of("schema.sql", "chain.sql");

    /** From this version on a file has links. */
    static final int CHAINED = 1;

    /** What this version of the software writes and knows. */
    static final int NEWEST = STEPS.size() - 1;

    private MonthSchema() {}

    /** Applies what is missing, within the caller's transaction. */
    static void apply(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > NEWEST) {
            throw new SQLException("format " + version + " is of a newer version of Octroi");
        }
        try (Statement statement = connection.createStatement()) {
            // The first one may be there already: before there was a second one, nobody counted.
            statement.executeUpdate(sql(STEPS.getFirst()));
            for (int step = version + 1; step <= NEWEST; step++) {
                statement.executeUpdate(sql(STEPS.get(step)));
            }
            statement.executeUpdate("PRAGMA user_version = " + NEWEST);
        }
    }

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Whether there are tables at all: a file is there a moment before they are. */
    static boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT 1 FROM sqlite_schema WHERE name = 'progress'")) {
            return row.next();
        }
    }

    private static String sql(String name) {
        try (InputStream in = MonthSchema.class.getResourceAsStream("/db/ledger/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new LedgerException("reading the schema", failure);
        }
    }
}
