// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.Accounts.End;
import eu.octroi.gateway.Accounts.Fault;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;

/**
 * The accounts find what is missing. The spool is the golden segment of format 1: a message to two
 * people, one of them delivered, and a message to one.
 */
final class AccountsTest {
    private static final String SEGMENT = "1793606400.segment";
    private static final int ACCEPTED = 10;
    private static final int DELIVERED = 1;
    private static final int BOUNCED = 2;

    @TempDir private Path data;

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(data.resolve("spool"));
        Files.createDirectories(data.resolve("ledger"));
        try (InputStream golden = resource("/spool/format-1/" + SEGMENT)) {
            Files.copy(golden, data.resolve("spool").resolve(SEGMENT));
        }
    }

    @Test
    void whatOnlyTheSpoolKnowsIsCounted() {
        Accounts accounts = Accounts.of(data);

        assertThat(accounts.accepted()).isEqualTo(3);
        assertThat(accounts.count(End.DELIVERED)).isEqualTo(1);
        assertThat(accounts.count(End.QUEUED)).isEqualTo(2);
        assertThat(accounts.isRight()).isTrue();
    }

    @Test
    void whoIsAcceptedByTheLedgerAndNowhereElseIsUnaccounted() throws Exception {
        row("2026-11", 1, 0, ACCEPTED);
        row("2026-11", 2, 0, ACCEPTED);
        row("2026-12", 2, 0, BOUNCED);

        Accounts accounts = Accounts.of(data);

        assertThat(accounts.wrong()).containsOnlyKeys(Fault.UNACCOUNTED);
        assertThat(accounts.wrong().get(Fault.UNACCOUNTED)).hasToString("[" + id(1) + ".0]");
        assertThat(accounts.count(End.BOUNCED)).isEqualTo(1);
        assertThat(accounts.accepted()).isEqualTo(5);
    }

    @Test
    void whoEndedTwiceOrWasNeverAcceptedIsNamed() throws Exception {
        row("2026-11", 1, 0, ACCEPTED);
        row("2026-11", 1, 0, DELIVERED);
        row("2026-11", 1, 0, BOUNCED);
        row("2026-11", 2, 3, DELIVERED);

        Accounts accounts = Accounts.of(data);

        assertThat(accounts.wrong().get(Fault.ENDED_TWICE)).hasToString("[" + id(1) + ".0]");
        assertThat(accounts.wrong().get(Fault.NEVER_ACCEPTED)).hasToString("[" + id(2) + ".3]");
    }

    @Test
    void whatTheRunningGatewayForgotIsNamedOnlyIfItStaysSo() {
        Accounts never = Accounts.ofRunning(data, Set::of, () -> {});
        int[] looks = new int[1];
        Set<CopyId> forgotten = never.wrong().get(Fault.FORGOTTEN);

        Accounts later =
                Accounts.ofRunning(
                        data, () -> looks[0] > 0 ? forgotten : Set.of(), () -> looks[0]++);

        assertThat(forgotten).hasSize(2);
        assertThat(later.isRight()).isTrue();
    }

    private static byte[] id(int number, int length) {
        byte[] id = new byte[length];
        id[length - 1] = (byte) number;
        return id;
    }

    private static String id(int number) {
        return MessageId.of(id(number, 16)).toString();
    }

    private void row(String month, int message, int copy, int event) throws Exception {
        String url = "jdbc:sqlite:" + data.resolve("ledger").resolve(month + ".db");
        try (Connection ledger = DriverManager.getConnection(url)) {
            try (Statement statement = ledger.createStatement();
                    InputStream schema = resource("/db/ledger/schema.sql")) {
                statement.executeUpdate(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            }
            insert(ledger, message, copy, event);
        }
    }

    private static void insert(Connection ledger, int message, int copy, int event)
            throws SQLException {
        try (PreparedStatement insert =
                ledger.prepareStatement(
                        "INSERT INTO entry (recipient, at, sequence, event, message, copy,"
                                + " credential) VALUES (x'00', 0, ?, ?, ?, ?, 'outil')")) {
            insert.setInt(1, message * 100 + copy * 20 + event);
            insert.setInt(2, event);
            insert.setBytes(3, id(message, 16));
            insert.setInt(4, copy);
            insert.executeUpdate();
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(AccountsTest.class.getResourceAsStream(name), name);
    }
}
