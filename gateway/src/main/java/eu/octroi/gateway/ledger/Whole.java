// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads whole numbers strictly: SQLite takes anything for one, and makes 5 of 5.5. */
final class Whole {
    private Whole() {}

    static long of(ResultSet row, String column) throws SQLException {
        Object value = row.getObject(column);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new SQLException(column + " holds no whole number");
    }
}
