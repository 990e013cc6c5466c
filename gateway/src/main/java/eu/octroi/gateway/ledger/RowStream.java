// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The chained rows of one month, whatever their table, in the order of their numbers, with what
 * lies in their columns as it lies there. Confined to one thread.
 */
final class RowStream implements AutoCloseable {
    private final List<Table> tables = new ArrayList<>();

    private RowStream() {}

    /** One row as it lies in the file. Immutable but for its octets. */
    record Raw(RowDigest.Kind kind, long sequence, List<@Nullable Object> values) {}

    /** Of a chained file, from the number after {@code earlier} on. */
    static RowStream of(Connection connection, long earlier) throws SQLException {
        RowStream stream = new RowStream();
        try {
            stream.add(connection, RowDigest.Kind.ENTRY, RowMapping.COLUMNS, earlier);
            stream.add(
                    connection,
                    RowDigest.Kind.INTERVENTION,
                    RowMapping.INTERVENTION_COLUMNS,
                    earlier);
            stream.add(
                    connection, RowDigest.Kind.REPETITION, RowMapping.REPETITION_COLUMNS, earlier);
            return stream;
        } catch (SQLException failure) {
            stream.close();
            throw failure;
        }
    }

    /** The next row; empty after the last. */
    Optional<Raw> next() throws SQLException {
        Optional<Table> first = Optional.empty();
        for (Table table : tables) {
            Optional<Raw> row = table.row;
            if (row.isPresent()
                    && first.flatMap(f -> f.row)
                            .filter(f -> f.sequence() <= row.get().sequence())
                            .isEmpty()) {
                first = Optional.of(table);
            }
        }
        Optional<Raw> row = first.flatMap(table -> table.row);
        if (first.isPresent()) {
            first.get().advance();
        }
        return row;
    }

    @Override
    public void close() throws SQLException {
        for (Table table : tables) {
            table.statement.close();
        }
    }

    private void add(Connection connection, RowDigest.Kind kind, String columns, long earlier)
            throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT %s FROM %s WHERE sequence > ? ORDER BY sequence"
                                .formatted(columns, kind.table()));
        statement.setLong(1, earlier);
        Table table = new Table(kind, statement);
        tables.add(table);
        table.advance();
    }

    /** Where one table has been read to. Confined to one thread. */
    private static final class Table {
        private final RowDigest.Kind kind;
        private final PreparedStatement statement;
        private final ResultSet rows;
        private final int columns;
        private Optional<Raw> row = Optional.empty();

        Table(RowDigest.Kind kind, PreparedStatement statement) throws SQLException {
            this.kind = kind;
            this.statement = statement;
            this.rows = statement.executeQuery();
            this.columns = rows.getMetaData().getColumnCount();
        }

        void advance() throws SQLException {
            if (!rows.next()) {
                row = Optional.empty();
                return;
            }
            List<@Nullable Object> values = new ArrayList<>(columns);
            for (int column = 1; column <= columns; column++) {
                values.add(rows.getObject(column));
            }
            row = Optional.of(new Raw(kind, rows.getLong("sequence"), values));
        }
    }
}
