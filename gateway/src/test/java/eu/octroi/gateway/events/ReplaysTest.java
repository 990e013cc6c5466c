// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ReplaySettings;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.suppression.OpenList;
import eu.octroi.gateway.web.OneClickDoor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** I-45: an opposition reaches the tool that sent the mail, over a real record and real HTTP. */
final class ReplaysTest {
    private static final ControllerNumber ACME = OpenList.ACME;
    private static final EmailAddress BOB = new EmailAddress("bob", "client.example");
    private static final EmailAddress EVE = new EmailAddress("eve", "client.example");
    private static final ReplaySettings SETTINGS =
            new ReplaySettings(Duration.ofDays(180), 1_000, Duration.ofSeconds(10), 3, 4, true);

    @TempDir private Path directory;

    private final List<SpoolEvent> spool = new ArrayList<>();
    private final MessageIds ids = new MessageIds(new Random(1), Clock.systemUTC());
    private Instant now = OpenList.NOW;
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ToolServer tool;
    private OpenList open;
    private OneClickDoor door;
    private Replays replays;

    @BeforeEach
    void start() throws IOException {
        tool = new ToolServer();
        open();
    }

    @AfterEach
    void stop() {
        close();
        tool.close();
    }

    @Test
    void theToolIsToldOnceWhenThePersonObjects() {
        accepted(BOB, tool.link("/u?id=7"));
        accepted(EVE, tool.link("/u?id=8"));
        turns();
        assertThat(tool.requests()).isEmpty();

        oppose(ACME, BOB);
        turns();

        assertThat(tool.requests())
                .containsExactly(
                        "POST /u?id=7 application/x-www-form-urlencoded null"
                                + " List-Unsubscribe=One-Click");
        assertThat(count("done")).isOne();
    }

    @Test
    void anOppositionBeforeARestartIsPassedOnAfterIt() {
        accepted(BOB, tool.link("/u"));
        oppose(ACME, BOB);

        close();
        open();
        turns();
        close();
        open();
        turns();

        assertThat(tool.requests()).hasSize(1);
    }

    @Test
    void anOppositionBeforeTheLinkWasRememberedIsPassedOn() {
        oppose(ACME, BOB);
        turns();

        accepted(BOB, tool.link("/u"));
        turns();

        assertThat(tool.requests()).hasSize(1);
    }

    @Test
    void theSameMessageReadTwiceFromTheSpoolIsToldOnce() {
        accepted(BOB, tool.link("/u"));
        replays.over(feed()).after(0, 10);
        oppose(ACME, BOB);
        turns();

        assertThat(tool.requests()).hasSize(1);
    }

    @Test
    void anOppositionToAnotherCompanyIsNoneOfTheToolsBusiness() {
        accepted(BOB, tool.link("/u"));

        oppose(OpenList.OTHER, BOB);
        oppose(ACME, EVE);
        turns();

        assertThat(tool.requests()).isEmpty();
    }

    @Test
    void aToolThatIsDownIsAskedAgainLaterAndGivenUpInTheEnd() {
        tool.answers(503);
        accepted(BOB, tool.link("/u"));
        oppose(ACME, BOB);
        turns();
        turns();
        assertThat(tool.requests()).hasSize(1);

        for (int i = 0; i < 5; i++) {
            now = now.plus(Duration.ofHours(1));
            turns();
        }

        assertThat(tool.requests()).hasSize(3);
        assertThat(count("later")).isEqualTo(2);
        assertThat(count("given-up")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"302, rejected", "307, rejected", "404, rejected", "204, done"})
    void theToolsAnswerIsTheLast(int status, String result) {
        tool.answers(status);
        accepted(BOB, tool.link("/u"));
        oppose(ACME, BOB);
        turns();
        now = now.plus(Duration.ofDays(1));
        turns();

        assertThat(tool.requests()).hasSize(1);
        assertThat(count(result)).isOne();
    }

    @Test
    void aToolThatTakesMailAloneIsCounted() {
        accepted(BOB, "mailto:stop@tool.example");
        oppose(ACME, BOB);
        turns();

        assertThat(count("mail")).isOne();
    }

    @Test
    void theRecordHoldsNoLinkInClear() throws IOException {
        accepted(BOB, tool.link("/u/secret-of-bob"));
        close();

        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("secret-of-bob");
            }
        }
        open();
    }

    @Test
    void whatIsTooOldIsForgotten() {
        accepted(BOB, tool.link("/u"));
        now = now.plus(Duration.ofDays(181));
        turns();
        oppose(ACME, BOB);
        turns();

        assertThat(tool.requests()).isEmpty();
    }

    @Test
    void ofOnePersonTheNewestLinksAreKept() {
        for (int i = 0; i < ToolLinks.PER_PERSON_MAX + 5; i++) {
            now = now.plusSeconds(1);
            accepted(BOB, tool.link("/u/" + i));
        }
        oppose(ACME, BOB);
        for (int i = 0; i < 10; i++) {
            turns();
        }

        assertThat(tool.requests()).hasSize(ToolLinks.PER_PERSON_MAX);
        assertThat(tool.requests()).noneMatch(request -> request.contains("/u/4 "));
    }

    private void open() {
        open = OpenList.in(directory);
        KeyRing keys =
                KeyRing.open(
                        KeyRing.Purpose.REPLAY, open.data().resolve("keys/replay"), open.record());
        door = new OneClickDoor(SETTINGS);
        Clock clock = InstantSource.offset(() -> now, Duration.ZERO).withZone(ZoneOffset.UTC);
        replays = new Replays(open.record(), keys, open.list(), door, SETTINGS, clock, meters);
    }

    private void close() {
        door.close();
        open.close();
    }

    private void turns() {
        for (int i = 0; i < 3; i++) {
            replays.turn();
        }
    }

    private void oppose(ControllerNumber controller, EmailAddress person) {
        open.list()
                .oppose(controller, open.list().personKey(controller, person), Channel.ONE_CLICK)
                .toCompletableFuture()
                .join();
    }

    private void accepted(EmailAddress to, String link) {
        MessageId id = ids.next();
        spool.clear();
        spool.add(
                new SpoolEvent.Accepted(
                        1,
                        new Acceptance(
                                id,
                                now,
                                new Origin(
                                        new CredentialId("outil"),
                                        new StreamId("prospection"),
                                        StreamClass.PROSPECTING,
                                        ACME,
                                        Optional.empty()),
                                ReversePath.of(EVE),
                                false,
                                List.of(),
                                List.of(
                                        new Copy(
                                                to,
                                                Verdict.Deliver.DELIVER,
                                                "fr-1",
                                                Optional.empty(),
                                                List.of())),
                                new Treatment(
                                        Treatment.Kind.EDITED,
                                        Optional.of(link),
                                        List.of(),
                                        List.of()))));
        replays.over(feed()).after(0, 10);
    }

    private LedgerFeed feed() {
        return new LedgerFeed() {
            @Override
            public List<SpoolEvent> after(long position, int max) {
                return spool;
            }

            @Override
            public void ledgerCommitted(long position) {
                throw new IllegalStateException("nobody commits here");
            }
        };
    }

    private long count(String result) {
        return (long) meters.get("octroi.replay.requests").tag("result", result).counter().count();
    }
}
