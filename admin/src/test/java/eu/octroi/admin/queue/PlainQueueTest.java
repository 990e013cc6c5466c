// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The queue as people read it, to the letter. */
final class PlainQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final QueueLine.Sender SENDER =
            new QueueLine.Sender("outil", "prospection", "spring");
    private static final QueueLine RETRYING =
            new QueueLine(
                    "01M83DHRD520ZJJECBHZ70PPVX.0",
                    "a***@later.fr",
                    "retrying",
                    "2026-11-23T05:55:00Z",
                    "2026-11-25T05:55:00Z",
                    SENDER,
                    new QueueLine.Tries(3, "2026-11-23T08:12:30Z", "451 4.7.1 come back later"),
                    null);
    private static final QueueLine HELD =
            new QueueLine(
                    "01M83DHRD520ZJJECBHZ70PPVX.1",
                    "b***@later.fr",
                    "held",
                    "2026-11-20T07:00:00Z",
                    null,
                    new QueueLine.Sender("outil", "prospection", null),
                    new QueueLine.Tries(0, null, ""),
                    new QueueLine.Hold("2026-11-23T07:00:00Z", "marie", "wrong price"));

    private final PlainQueue plain = new PlainQueue(NOW);

    @Test
    void theQueueByDestination() throws IOException {
        var row =
                new QueueTotals.Row(
                        "later.fr",
                        Map.of("retrying", 12, "held", 3),
                        "2026-11-23T05:55:00Z",
                        "2026-11-23T08:00:04Z",
                        "451 4.7.1 come back later, and then again,"
                                + " and not before an hour has gone");
        var totals =
                new QueueTotals(Map.of("retrying", 14L, "held", 3L, "queued", 1L), 3, List.of(row));

        assertThat(plain.text(totals)).isEqualTo(golden("totals.txt"));
    }

    @Test
    void thePageOfCopies() throws IOException {
        assertThat(plain.text(new QueuePage(List.of(RETRYING, HELD), HELD.id())))
                .isEqualTo(golden("copies.txt"));
        assertThat(plain.text(new QueuePage(List.of(), null))).isEqualTo("no such copies\n");
    }

    @Test
    void oneCopyWhole() {
        assertThat(plain.text(RETRYING))
                .isEqualTo(
                        """
                        copy       01M83DHRD520ZJJECBHZ70PPVX.0
                        recipient  a***@later.fr
                        state      retrying
                        sender     outil, stream prospection, campaign spring
                        accepted   2026-11-23T05:55:00Z (2h05m ago)
                        expires    2026-11-25T05:55:00Z (in 1d21h)
                        tries      3 since the gateway started, the next in 12m30s
                        last reply 451 4.7.1 come back later
                        """);
        assertThat(plain.text(HELD))
                .endsWith(
                        """
                        expires    not while it is held
                        tries      0 since the gateway started
                        held       by marie, 2026-11-23T07:00:00Z: wrong price
                        """);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = PlainQueueTest.class.getResourceAsStream("/queue/" + name)) {
            return new String(
                    Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    90s     | PT90S
                    15m     | PT15M
                    2h      | PT2H
                    3d      | PT72H
                    3       | none
                    h       | none
                    1.5h    | none
                    1234567s| none
                    """)
    void lengthsOfTimeAreRead(String text, Duration length) {
        assertThat(Span.parse(text)).isEqualTo(Optional.ofNullable(length));
    }

    @ParameterizedTest
    @CsvSource({"PT-5S,0s", "PT59S,59s", "PT61S,1m01s", "PT3H,3h00m", "PT50H,2d02h"})
    void lengthsOfTimeAreWritten(Duration length, String text) {
        assertThat(Span.text(length)).isEqualTo(text);
    }
}
