// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * Adds links to the chain of one month, within the transactions of its file. What a transaction
 * that failed added is still counted here, so the file is opened again then. Confined to the
 * ledger's thread.
 */
final class Chain {
    private static final String LAST = "SELECT number, hash FROM link ORDER BY number DESC LIMIT 1";
    private static final String LINK =
            "INSERT INTO link (number, last, position, at, marks, hash) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String SEAL = "UPDATE progress SET signer = ?, signature = ?";

    private final Connection connection;
    private final LedgerKeys keys;
    private Head head;
    private LinkHash next;

    private Chain(Connection connection, LedgerKeys keys, Head head) {
        this.connection = connection;
        this.keys = keys;
        this.head = head;
        this.next = new LinkHash(head.hash(), head.link() + 1);
    }

    /** Goes on where the chain of a file ends. */
    static Chain of(Connection connection, LedgerKeys keys) throws SQLException {
        return new Chain(connection, keys, end(connection));
    }

    /** With which link the chain of a file ends. */
    static Head end(Connection connection) throws SQLException {
        Head checkpoint =
                Checkpoint.read(connection)
                        .map(signed -> signed.checkpoint().head())
                        .orElseThrow(() -> new SQLException("the file has no checkpoint"));
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(LAST)) {
            return row.next()
                    ? new Head(
                            checkpoint.month(),
                            row.getLong(1),
                            HexFormat.of().formatHex(row.getBytes(2)))
                    : checkpoint;
        }
    }

    /** The last link. */
    Head head() {
        return head;
    }

    /** One more row of the batch, in the order of their numbers. */
    void add(byte[] rowDigest) {
        next.add(rowDigest);
    }

    /** Makes a link of what was added, and signs it. */
    void close(long last, long position, long at) throws SQLException {
        String hash = next.of(last, position, at);
        long number = head.link() + 1;
        try (PreparedStatement link = connection.prepareStatement(LINK)) {
            link.setLong(1, number);
            link.setLong(2, last);
            link.setLong(3, position);
            link.setLong(4, at);
            link.setBytes(5, next.marks());
            link.setBytes(6, HexFormat.of().parseHex(hash));
            link.executeUpdate();
        }
        head = new Head(head.month(), number, hash);
        next = new LinkHash(hash, number + 1);
        try (PreparedStatement seal = connection.prepareStatement(SEAL)) {
            seal.setString(1, keys.signer());
            seal.setBytes(2, keys.sign(head.signedOctets()));
            seal.executeUpdate();
        }
    }
}
