// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.loadtest.books.Books;
import eu.octroi.loadtest.books.Books.End;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * The books find what is missing. The spool is the golden segment of format 1: a message to two
 * people, one of them delivered, and a message to one.
 */
final class BooksTest {
    private static final String SEGMENT = "1793606400.segment";
    private static final int FIRST_RECORD = 4096;
    private static final int RECORD_MAGIC = 0x4F43_5452;
    private static final int ID_AT = 40;
    private static final int ID_OCTETS = 16;
    private static final int ACCEPTED = 10;

    @TempDir private Path data;

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(data.resolve("spool"));
        Files.createDirectories(data.resolve("ledger"));
        Files.write(segment(), Files.readAllBytes(golden()));
        try (Connection ledger = ledger();
                Statement statement = ledger.createStatement()) {
            Path schema = Project.root().resolve("gateway/src/main/resources/db/ledger/schema.sql");
            statement.executeUpdate(Files.readString(schema));
        }
    }

    @Test
    void whatOnlyTheSpoolKnowsIsCounted() throws Exception {
        Books books = Books.read(data);

        assertThat(books.accepted()).isEqualTo(3);
        assertThat(books.count(End.DELIVERED)).isEqualTo(1);
        assertThat(books.count(End.QUEUED)).isEqualTo(2);
        assertThat(books.isRight()).isTrue();
        assertThat(books.messages())
                .hasSize(2)
                .allMatch(id -> id.matches("[0-9A-HJKMNP-TV-Z]{26}"));
    }

    @Test
    void whoIsAcceptedByTheLedgerAndNowhereElseIsUnaccounted() throws Exception {
        row(new byte[ID_OCTETS], ACCEPTED);

        Books books = Books.read(data);

        assertThat(books.count(End.UNACCOUNTED)).isEqualTo(1);
        assertThat(books.isRight()).isFalse();
    }

    @Test
    void aDamagedMessageIsUnaccountedUntilItIsSetAside() throws Exception {
        byte[] octets = Files.readAllBytes(segment());
        int second = second(octets);
        byte[] id = Arrays.copyOfRange(octets, second + ID_AT, second + ID_AT + ID_OCTETS);
        row(id, ACCEPTED);
        byte[] whole = octets.clone();
        octets[second + ID_AT + ID_OCTETS] ^= 1;
        Files.write(segment(), octets);

        Books damaged = Books.read(data);
        Path quarantine = Files.createDirectories(data.resolve("spool/quarantine"));
        Files.write(
                quarantine.resolve("1793606400-0000004664.corrupt"),
                Arrays.copyOfRange(whole, second, whole.length));
        Books setAside = Books.read(data);

        assertThat(damaged.count(End.UNACCOUNTED)).isEqualTo(1);
        assertThat(setAside.count(End.QUARANTINED)).isEqualTo(1);
        assertThat(setAside.accepted()).isEqualTo(3);
        assertThat(setAside.isRight()).isTrue();
    }

    @Test
    void anEndThatNobodyAcceptedIsAStranger() throws Exception {
        row(new byte[ID_OCTETS], 1);

        Books books = Books.read(data);

        assertThat(books.strangers()).isEqualTo(1);
        assertThat(books.isRight()).isFalse();
    }

    private static int second(byte[] octets) {
        int at = FIRST_RECORD + 8;
        while (ByteBuffer.wrap(octets).getInt(at) != RECORD_MAGIC) {
            at += 8;
        }
        return at;
    }

    private void row(byte[] message, int event) throws SQLException {
        String sql =
                """
                INSERT INTO entry (recipient, at, sequence, event, message, copy, credential)
                VALUES (x'00', 0, 1, ?, ?, 0, 'outil')\
                """;
        try (Connection ledger = ledger();
                PreparedStatement insert = ledger.prepareStatement(sql)) {
            insert.setInt(1, event);
            insert.setBytes(2, message);
            insert.executeUpdate();
        }
    }

    private Connection ledger() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger/2026-11.db"));
    }

    private Path segment() {
        return data.resolve("spool").resolve(SEGMENT);
    }

    private static Path golden() throws IOException {
        return Project.root().resolve("gateway/src/test/resources/spool/format-1").resolve(SEGMENT);
    }
}
