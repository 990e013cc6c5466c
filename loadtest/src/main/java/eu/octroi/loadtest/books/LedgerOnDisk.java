// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the monthly files of a ledger say of recipients that were accepted. Confined to a thread.
 */
final class LedgerOnDisk {
    static final int WITHHELD = 11;
    private static final int ACCEPTED = 10;
    private static final String ROWS =
            "SELECT message, copy, event FROM entry WHERE message IS NOT NULL";

    private final Map<CopyId, Integer> accepted = new HashMap<>();
    private final Map<CopyId, Integer> outcomes = new HashMap<>();
    private long outcomesTwice;

    private LedgerOnDisk() {}

    static LedgerOnDisk read(Path directory) throws IOException, SQLException {
        LedgerOnDisk ledger = new LedgerOnDisk();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> months = files.filter(f -> f.toString().endsWith(".db")).sorted().toList();
            for (Path month : months) {
                ledger.add(month);
            }
        }
        return ledger;
    }

    /** By the code of the row: taken for delivery, or with its message but not to be mailed. */
    Map<CopyId, Integer> accepted() {
        return accepted;
    }

    /** By the code of the row. */
    Map<CopyId, Integer> outcomes() {
        return outcomes;
    }

    /** Recipients that have more than one outcome. */
    long outcomesTwice() {
        return outcomesTwice;
    }

    private void add(Path month) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + month);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ROWS)) {
            while (row.next()) {
                CopyId copy = new CopyId(CopyId.message(row.getBytes(1)), row.getInt(2));
                int event = row.getInt(3);
                if (event == ACCEPTED || event == WITHHELD) {
                    accepted.put(copy, event);
                } else if (outcomes.put(copy, event) != null) {
                    outcomesTwice++;
                }
            }
        }
    }
}
