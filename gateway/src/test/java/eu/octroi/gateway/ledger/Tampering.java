// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody who can write a monthly file, but has not the key. Confined to one test. */
record Tampering(Path file) {
    static final List<String> TABLES =
            List.of(
                    "entry",
                    "intervention",
                    "repetition",
                    "said",
                    "tally",
                    "progress",
                    "checkpoint",
                    "link");

    /** One value of one row, and what it is to become. */
    record Change(
            String table,
            List<String> columns,
            List<@Nullable Object> row,
            int column,
            @Nullable Object to) {
        @Override
        public String toString() {
            return "%s.%s of %s to %s".formatted(table, columns.get(column), row, to);
        }
    }

    /** Every value of every row, changed in every way that changes it. */
    List<Change> everyChange() throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (String table : TABLES) {
            List<String> columns = columns(table);
            for (List<@Nullable Object> row : rows(table)) {
                for (int column = 0; column < columns.size(); column++) {
                    for (Object to : others(row.get(column))) {
                        changes.add(new Change(table, columns, row, column, to));
                    }
                    if (row.get(column) != null) {
                        changes.add(new Change(table, columns, row, column, null));
                    }
                }
            }
        }
        return changes;
    }

    /** Whether SQLite let it happen. */
    boolean make(Change change) throws SQLException {
        String sql =
                "UPDATE %s SET %s = ? WHERE %s"
                        .formatted(
                                change.table(),
                                change.columns().get(change.column()),
                                where(change.columns()));
        try (Connection connection = connection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, change.to());
            bind(update, change.row(), 2);
            return update.executeUpdate() == 1;
        } catch (SQLException constraint) {
            return false;
        }
    }

    /** Takes the row away. */
    void delete(String table, List<@Nullable Object> row) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement delete =
                        connection.prepareStatement(
                                "DELETE FROM %s WHERE %s"
                                        .formatted(table, where(columns(table))))) {
            bind(delete, row, 1);
            delete.executeUpdate();
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    List<List<@Nullable Object>> rows(String table) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Connection connection = connection();
                Statement select = connection.createStatement();
                ResultSet found = select.executeQuery("SELECT * FROM " + table)) {
            while (found.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(found.getObject(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private List<String> columns(String table) throws SQLException {
        try (Connection connection = connection();
                Statement select = connection.createStatement();
                ResultSet found = select.executeQuery("SELECT * FROM " + table + " LIMIT 0")) {
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                columns.add(found.getMetaData().getColumnName(i));
            }
            return columns;
        }
    }

    private static List<Object> others(@Nullable Object value) {
        return switch (value) {
            case null -> List.of(1);
            case Number number -> List.of(number.longValue() + 1, number + ".5");
            case String text -> List.of(text + "x");
            case byte[] octets -> List.of(flipped(octets));
            default -> throw new IllegalStateException("a value of no known type");
        };
    }

    private static byte[] flipped(byte[] octets) {
        byte[] other = octets.length == 0 ? new byte[] {7} : octets.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    private static String where(List<String> columns) {
        return columns.stream().map(c -> c + " IS ?").collect(Collectors.joining(" AND "));
    }

    private static void bind(PreparedStatement statement, List<@Nullable Object> row, int first)
            throws SQLException {
        for (int i = 0; i < row.size(); i++) {
            statement.setObject(first + i, row.get(i));
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
