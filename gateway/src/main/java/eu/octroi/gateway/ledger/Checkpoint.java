// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Sha256;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * With what a monthly file opens: its place in the chain of files. It stands for link 0 of its
 * file. Immutable.
 *
 * @param ordinal 1 for the file with which the chain began
 * @param at milliseconds since 1970
 * @param earlier what was in the file before the chain
 * @param previous with which the file before ends, as {@link Head}; empty for the first
 */
record Checkpoint(int ordinal, String month, long at, Earlier earlier, String previous) {
    /**
     * What nobody vouches for. Immutable.
     *
     * @param sequence the last number given
     */
    record Earlier(long entries, long interventions, long sequence) {}

    /** A checkpoint as it lies in a file, with who signed it. Immutable. */
    record Signed(Checkpoint checkpoint, String signer, Octets signature) {
        boolean isGood(LedgerPublicKeys keys) {
            return keys.hasSigned(signer, checkpoint.octets(), signature.toByteArray());
        }
    }

    /** What is signed: nothing else of ours that is signed begins so. */
    private byte[] octets() {
        return """
        octroi ledger checkpoint 1
        ordinal=%d
        month=%s
        at=%d
        entries=%d
        interventions=%d
        sequence=%d
        previous=%s
        """
                .formatted(
                        ordinal,
                        month,
                        at,
                        earlier.entries(),
                        earlier.interventions(),
                        earlier.sequence(),
                        previous)
                .getBytes(StandardCharsets.UTF_8);
    }

    Head head() {
        return new Head(month, 0, Sha256.hex(new String(octets(), StandardCharsets.UTF_8)));
    }

    void insert(Connection connection, LedgerKeys keys) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO checkpoint VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, ordinal);
            insert.setString(2, month);
            insert.setLong(3, at);
            insert.setLong(4, earlier.entries());
            insert.setLong(5, earlier.interventions());
            insert.setLong(6, earlier.sequence());
            insert.setString(7, previous);
            insert.setString(8, keys.signer());
            insert.setBytes(9, keys.sign(octets()));
            insert.executeUpdate();
        }
    }

    /** The one of a file that has the table. */
    static Optional<Signed> read(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT * FROM checkpoint")) {
            if (!row.next()) {
                return Optional.empty();
            }
            Checkpoint checkpoint =
                    new Checkpoint(
                            (int) Whole.of(row, "ordinal"),
                            row.getString("month"),
                            Whole.of(row, "at"),
                            new Earlier(
                                    Whole.of(row, "entries"),
                                    Whole.of(row, "interventions"),
                                    Whole.of(row, "sequence")),
                            row.getString("previous"));
            return Optional.of(
                    new Signed(
                            checkpoint,
                            row.getString("signer"),
                            Octets.of(row.getBytes("signature"))));
        }
    }
}
