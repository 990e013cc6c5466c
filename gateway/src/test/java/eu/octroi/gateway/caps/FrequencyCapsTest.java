// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.caps.OpenCaps.History;
import eu.octroi.gateway.caps.OpenCaps.Time;
import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.CapReservation;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

final class FrequencyCapsTest {
    private static final String MONTHLY = "[{per: recipient, max: 1, window: 30d}]";
    private static final String BOB = "bob@client.example";
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir private Path directory = Path.of("");
    private final Time time = new Time();
    private final History history = new History();

    private OpenCaps open(String rules) {
        return OpenCaps.in(directory, rules, time, history);
    }

    @Test
    void aSecondMailIsRefusedUntilTheWindowHasPassed() {
        try (OpenCaps open = open(MONTHLY)) {
            assertThat(open.grants(1, BOB)).isTrue();
            open.delivered(1, BOB);

            time.pass(MONTH.minusMillis(1));
            assertThat(open.reserve(2, BOB))
                    .isEqualTo(
                            new Verdict.Capped(
                                    new Cap(Cap.Per.RECIPIENT, 1, MONTH),
                                    OpenCaps.NOW.plus(MONTH),
                                    false));
            time.pass(Duration.ofMillis(1));
            assertThat(open.grants(2, BOB)).isTrue();
        }
    }

    @Test
    void theWindowBeginsWhenTheMailWasDelivered() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            time.pass(Duration.ofDays(3));
            open.delivered(1, BOB);

            time.pass(Duration.ofDays(28));
            assertThat(open.grants(2, BOB)).isFalse();
            time.pass(Duration.ofDays(2));
            assertThat(open.grants(2, BOB)).isTrue();
        }
    }

    @Test
    void aReservationHoldsItsSlotHoweverLongItTakes() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);

            time.pass(Duration.ofDays(90));

            assertThat(open.grants(2, BOB)).isFalse();
        }
    }

    @Test
    void allStreamsOfAControllerCountTogether() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(OpenCaps.claim(1, "free", BOB));

            assertThat(open.grants(2, BOB)).isFalse();
            assertThat(open.grants(3, "eve@client.example")).isTrue();
        }
    }

    @Test
    void aStreamThatDefersSaysSo() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);

            assertThat(open.reserve(OpenCaps.claim(2, "news", BOB)))
                    .isInstanceOfSatisfying(
                            Verdict.Capped.class, capped -> assertThat(capped.isForNow()).isTrue());
        }
    }

    @Test
    void aStreamThatHoldsTakesTheMailAndItsSlotWhenThereIsRoom() {
        try (OpenCaps open = open("[{per: recipient, max: 1, window: 5d}]")) {
            open.reserve(1, BOB);
            open.delivered(1, BOB);
            CapClaim waiting = OpenCaps.claim(2, "patient", BOB);

            assertThat(open.reserveOrHold(waiting))
                    .isEqualTo(
                            new Verdict.Deliver(
                                    CapReservation.held(
                                            false, OpenCaps.NOW.plus(Duration.ofDays(5)))));
            assertThat(open.reserve(waiting)).isInstanceOf(Verdict.Capped.class);
            time.pass(Duration.ofDays(5));
            assertThat(open.reserve(waiting)).isEqualTo(kept(false));
            assertThat(open.grants(3, BOB)).isFalse();
        }
    }

    @Test
    void whatWouldHaveToWaitTooLongIsRefusedAtOnce() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);

            assertThat(open.reserveOrHold(OpenCaps.claim(2, "patient", BOB)))
                    .isInstanceOf(Verdict.Capped.class);
        }
    }

    @Test
    void whatSomebodyAwaitsIsNotCounted() {
        try (OpenCaps open = open(MONTHLY)) {
            assertThat(open.reserve(OpenCaps.claim(1, "invoices", BOB)))
                    .isEqualTo(Verdict.Deliver.DELIVER);

            assertThat(open.grants(2, BOB)).isTrue();
        }
    }

    @Test
    void aSlotGivenBackIsFree() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            open.release(1, BOB);
            assertThat(open.grants(2, BOB)).isTrue();
            open.bounced(2, BOB);

            assertThat(open.grants(3, BOB)).isTrue();
        }
    }

    @Test
    void aBounceAfterALostReplyCountsAsSent() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            Outcome bounced = new Outcome(Outcome.Kind.BOUNCED, "550 no", OpenCaps.NOW);
            open.settle(1, BOB, bounced.arrivedPerhaps());

            assertThat(open.grants(2, BOB)).isFalse();
        }
    }

    @Test
    void whoAsksTwiceForOneCopyHasOneSlot() {
        try (OpenCaps open = open("[{per: recipient, max: 2, window: 30d}]")) {
            open.reserve(1, BOB);
            assertThat(open.grants(1, BOB)).isTrue();
            assertThat(open.grants(2, BOB)).isTrue();
            open.delivered(1, BOB);
            open.delivered(1, BOB);
            open.release(1, BOB);

            assertThat(open.grants(3, BOB)).isFalse();
            open.release(2, BOB);
            assertThat(open.grants(3, BOB)).isTrue();
        }
    }

    @Test
    void ofSeveralFullCapsTheOneThatIsFullLongestIsNamed() {
        String rules =
                "[{per: recipient, max: 1, window: 1d}, {per: recipient, max: 2, window: 7d}]";
        try (OpenCaps open = open(rules)) {
            open.reserve(1, BOB);
            open.delivered(1, BOB);
            assertThat(full(open.reserve(2, BOB))).isEqualTo("1 per recipient in 1d");

            time.pass(Duration.ofDays(1));
            open.reserve(2, BOB);
            open.delivered(2, BOB);

            assertThat(full(open.reserve(3, BOB))).isEqualTo("2 per recipient in 7d");
            time.pass(Duration.ofDays(6));
            assertThat(open.grants(3, BOB)).isTrue();
        }
    }

    @Test
    void aCapPerCompanyCountsEverybodyAtTheDomain() {
        try (OpenCaps open = open("[{per: company, max: 2, window: 1d}]")) {
            assertThat(open.grants(1, BOB)).isTrue();
            assertThat(open.grants(2, "eve@client.example")).isTrue();

            assertThat(full(open.reserve(3, "max@client.example")))
                    .isEqualTo("2 per company in 1d");
            assertThat(open.grants(3, "max@other.example")).isTrue();
            open.release(2, "eve@client.example");
            assertThat(open.grants(4, "max@client.example")).isTrue();
        }
    }

    @Test
    void aCapPerControllerCountsEverybody() {
        try (OpenCaps open = open("[{per: controller, max: 1000, window: 1h}]")) {
            for (int i = 0; i < 1_000; i++) {
                String to = "p" + i % 500 + "@client.example";
                assertThat(open.grants(i, to)).isTrue();
                time.pass(Duration.ofSeconds(1));
                open.delivered(i, to);
            }

            assertThat(open.reserve(1_000, BOB))
                    .isEqualTo(
                            new Verdict.Capped(
                                    new Cap(Cap.Per.CONTROLLER, 1_000, Duration.ofHours(1)),
                                    OpenCaps.NOW.plusSeconds(3_601),
                                    false));
            time.pass(Duration.ofSeconds(2_601));
            assertThat(open.grants(1_000, BOB)).isTrue();
            assertThat(open.grants(1_001, "eve@client.example")).isFalse();
        }
    }

    @Test
    void theFirstContactIsKnownAsSuchUntilItWasDelivered() {
        try (OpenCaps open = open("[{per: recipient, max: 9, window: 1d}]")) {
            assertThat(open.reserve(1, BOB)).isEqualTo(kept(true));
            assertThat(open.reserve(2, BOB)).isEqualTo(kept(true));
            open.delivered(1, BOB);

            time.pass(Duration.ofDays(700));
            assertThat(open.reserve(3, BOB)).isEqualTo(kept(false));
        }
    }

    @Test
    void lookingTakesNothing() {
        try (OpenCaps open = open(MONTHLY)) {
            CapClaim claim = OpenCaps.claim(1, "offers", BOB);

            assertThat(open.caps.look(claim).toCompletableFuture().join().permitsDelivery())
                    .isTrue();

            assertThat(open.caps.size()).isZero();
        }
    }

    @Test
    void aPersonIsOneUnderEveryVersionOfTheKey() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            open.delivered(1, BOB);
        }

        try (OpenCaps open = OpenCaps.withKeys(2, directory, MONTHLY, time, history)) {
            assertThat(open.grants(2, BOB)).isFalse();
            open.bounced(2, BOB);
            assertThat(open.caps.size()).isOne();
            time.pass(MONTH);
            assertThat(open.grants(3, BOB)).isTrue();
        }
    }

    @Test
    void withoutRoomForOneMorePersonNobodyNewIsTaken() {
        try (OpenCaps open = open(MONTHLY)) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(open.grants(i, "p" + i + "@client.example")).isTrue();
            }

            assertThat(open.reserve(5_000, BOB)).isEqualTo(Verdict.Undecided.UNDECIDED);
            open.release(0, "p0@client.example");
            assertThat(open.grants(5_000, BOB)).isTrue();
        }
    }

    @Test
    void aThousandWhoAskAtOnceShareExactlyTheSlotsThereAre() {
        AtomicInteger granted = new AtomicInteger();
        try (OpenCaps open = open("[{per: recipient, max: 7, window: 30d}]")) {
            try (var threads = Executors.newFixedThreadPool(16)) {
                for (int i = 0; i < 1_000; i++) {
                    long message = i;
                    threads.execute(() -> submit(open, message, granted));
                }
            }

            // Those who ask while others hold a slot are refused, so fewer than seven may be sent;
            // what was given back is there again, and not one slot more.
            assertThat(granted).hasValueLessThanOrEqualTo(7);
            for (int slot = granted.get(); slot < 7; slot++) {
                assertThat(open.grants(2_000 + slot, BOB)).isTrue();
            }
            assertThat(open.grants(3_000, BOB)).isFalse();
        }
    }

    private static void submit(OpenCaps open, long message, AtomicInteger sent) {
        if (open.grants(message, BOB)) {
            settleSomehow(open, message, sent);
        }
    }

    /** Two of three give their slot back, in one way or the other. */
    private static void settleSomehow(OpenCaps open, long message, AtomicInteger sent) {
        switch ((int) (message % 3)) {
            case 0 -> open.release(message, BOB);
            case 1 -> open.bounced(message, BOB);
            default -> {
                sent.incrementAndGet();
                open.delivered(message, BOB);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # step of the clock after the mail | days that pass then | room for another
                    -1h                               | 29                  | false
                    -1h                               | 31                  | true
                    -90d                              | 31                  | false
                    +1h                               | 29                  | false
                    +1h                               | 30                  | true
                    +60d                              | 0                   | false
                    +60d                              | 19                  | false
                    +60d                              | 30                  | true
                    """)
    void aStepOfTheClockNeverMakesAWindowShorter(String step, int days, boolean isRoom) {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            open.delivered(1, BOB);

            time.step(duration(step));
            for (int day = 0; day < days; day++) {
                time.pass(Duration.ofDays(1));
            }

            assertThat(open.grants(2, BOB)).isEqualTo(isRoom);
        }
    }

    @Test
    void aMailDeliveredWhileTheClockIsWrongIsNotForgottenWhenItIsPutRight() {
        try (OpenCaps open = open(MONTHLY)) {
            open.reserve(1, BOB);
            time.step(Duration.ofDays(-60));
            open.delivered(1, BOB);
            time.step(Duration.ofDays(60));

            time.pass(Duration.ofDays(29));

            assertThat(open.grants(2, BOB)).isFalse();
        }
    }

    private static Verdict kept(boolean isFirst) {
        return new Verdict.Deliver(CapReservation.kept(isFirst));
    }

    private static Duration duration(String text) {
        String unit = text.endsWith("d") ? "P" + text.substring(1, text.length() - 1) + "D" : "";
        Duration length =
                unit.isEmpty()
                        ? Duration.parse("PT" + text.substring(1).toUpperCase(Locale.ROOT))
                        : Duration.parse(unit);
        return text.startsWith("-") ? length.negated() : length;
    }

    private static String full(Verdict verdict) {
        return ((Verdict.Capped) verdict).cap().toString();
    }
}
