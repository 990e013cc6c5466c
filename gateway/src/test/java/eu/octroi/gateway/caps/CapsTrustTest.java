// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.caps.OpenCaps.History;
import eu.octroi.gateway.caps.OpenCaps.Time;
import eu.octroi.gateway.domain.EmailAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** When the map on disk is believed, and what it is made from when not. */
final class CapsTrustTest {
    private static final String MONTHLY = "[{per: recipient, max: 1, window: 30d}]";
    private static final String BOB = "bob@client.example";
    private static final String EVE = "eve@client.example";

    @TempDir private Path directory = Path.of("");
    private final Time time = new Time();
    private final History history = new History();

    /** Bob was written to before the machine went down, and a copy to Eve waits. */
    @BeforeEach
    void write() {
        history.contacts.add(
                new ContactHistory.Contact(
                        OpenCaps.claim(1, "offers", BOB).copy(),
                        OpenCaps.ACME,
                        new Persons(1).of(OpenCaps.ACME, EmailAddress.parse(BOB).orElseThrow()),
                        Optional.of(
                                new Persons(1)
                                        .company(
                                                OpenCaps.ACME,
                                                EmailAddress.parse(BOB).orElseThrow())
                                        .getFirst()),
                        OpenCaps.NOW.minus(Duration.ofDays(10))));
        history.open.add(OpenCaps.claim(2, "offers", EVE));
    }

    private OpenCaps open(String rules) {
        return OpenCaps.in(directory, rules, time, history);
    }

    @Test
    void withoutAMapItIsMadeFromSpoolAndLedger() {
        try (OpenCaps open = open(MONTHLY)) {
            assertThat(open.grants(3, BOB)).isFalse();
            assertThat(open.grants(3, EVE)).isFalse();
            assertThat(open.grants(3, "new@client.example")).isTrue();
            assertThat(open.caps.wasClosed()).isFalse();

            open.bounced(2, EVE);
            assertThat(open.grants(4, EVE)).isTrue();
            time.pass(Duration.ofDays(20));
            assertThat(open.grants(5, BOB)).isTrue();
        }
    }

    @Test
    void afterACleanCloseTheMapIsBelieved() {
        OpenCaps first = open(MONTHLY);
        first.reserve(7, "dan@client.example");
        first.close();
        history.contacts.clear();
        history.open.clear();

        try (OpenCaps open = open(MONTHLY)) {
            assertThat(history.asked).isOne();
            assertThat(open.caps.wasClosed()).isTrue();
            assertThat(open.grants(8, BOB)).isFalse();
            assertThat(open.grants(8, "dan@client.example")).isFalse();
        }
    }

    @Test
    void withoutACloseReservationsOfTransactionsThatDiedAreGone() throws IOException {
        OpenCaps first = open(MONTHLY);
        first.reserve(7, "dan@client.example");
        first.close();
        Files.delete(directory.resolve("caps/caps.state"));

        try (OpenCaps open = open(MONTHLY)) {
            assertThat(open.grants(8, "dan@client.example")).isTrue();
            assertThat(open.grants(8, BOB)).isFalse();
        }
    }

    @Test
    void aChangedOctetIsSeen() throws IOException {
        open(MONTHLY).close();
        try (var file = new RandomAccessFile(directory.resolve("caps/caps.map").toFile(), "rw")) {
            file.seek(file.length() / 2);
            int octet = file.read();
            file.seek(file.length() / 2);
            file.write(octet + 1);
        }

        try (OpenCaps open = open(MONTHLY)) {
            assertThat(history.asked).isEqualTo(2);
            assertThat(open.grants(8, BOB)).isFalse();
        }
    }

    @Test
    void aLongerWindowAsksTheLedgerWhatTheMapHasForgotten() {
        open("[{per: recipient, max: 1, window: 5d}]").close();

        try (OpenCaps open = open(MONTHLY)) {
            assertThat(history.asked).isEqualTo(2);
            assertThat(open.grants(8, BOB)).isFalse();
        }
    }

    @Test
    void whatIsCountedTogetherIsMadeAnewAtEveryStart() {
        String rules =
                "[{per: company, max: 3, window: 30d}, {per: controller, max: 9, window: 30d}]";
        open(rules).close();

        try (OpenCaps open = open(rules)) {
            assertThat(open.grants(11, "eva@client.example")).isTrue();
            assertThat(open.grants(12, "max@client.example")).isFalse();
            open.bounced(2, EVE);
            assertThat(open.grants(12, "max@client.example")).isTrue();
            for (int i = 20; i < 26; i++) {
                assertThat(open.grants(i, "p@d" + i + ".example")).isTrue();
            }
            assertThat(open.grants(26, "p@d26.example")).isFalse();
        }
    }

    @Test
    void theMarkerIsGoneWhileTheMapIsInUse() {
        open(MONTHLY).close();
        assertThat(directory.resolve("caps/caps.state")).exists();

        try (OpenCaps _ = open(MONTHLY)) {
            assertThat(directory.resolve("caps/caps.state")).doesNotExist();
        }
    }
}
