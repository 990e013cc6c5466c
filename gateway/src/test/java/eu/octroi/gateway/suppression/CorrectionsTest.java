// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.OTHER;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.suppression.Corrections.Approval;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Only two persons lift what a recipient asked for, and only what they both mean (B-13). */
final class CorrectionsTest {
    @TempDir private Path directory;
    private final TurningClock clock = new TurningClock(OpenList.NOW);
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory, new SuppressionSettings(1_000), clock);
        add(ACME, Reason.OPPOSITION);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPPOSITION", "COMPLAINT", "ERASURE"})
    void twoPersonsLiftAndBothAreRecorded(Reason reason) {
        add(ACME, reason);
        long id = ask(reason);

        Approval approval = approve(id, "Bea", "JO+tag@x.fr");

        assertThat(approval).isEqualTo(Approval.LIFTED);
        assertThat(open.folded().values()).noneMatch(marks -> marks.has(reason));
        assertThat(lastWhy()).contains("Ann", "Bea", "typed the wrong address");
        assertThat(open.list.corrections().waiting()).isEmpty();
    }

    @Test
    void askingAloneLiftsNothing() {
        ask(Reason.OPPOSITION);

        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
        assertThat(open.list.corrections().waiting())
                .singleElement()
                .returns("Ann", Corrections.Waiting::author);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ann", "ann", " ANN "})
    void whoAskedCannotAgree(String second) {
        long id = ask(Reason.OPPOSITION);

        assertThat(approve(id, second, "jo@x.fr")).isEqualTo(Approval.SAME_PERSON);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void theSecondPersonMustMeanTheSameOne() {
        add(OTHER, Reason.OPPOSITION);
        long id = ask(Reason.OPPOSITION);

        assertThat(approve(id, "Bea", "al@x.fr")).isEqualTo(Approval.NOT_FOUND);
        assertThat(approve(id + 1, "Bea", "jo@x.fr")).isEqualTo(Approval.NOT_FOUND);
        assertThat(
                        open.list
                                .corrections()
                                .approve(id, OTHER, person("jo@x.fr"), "Bea")
                                .toCompletableFuture()
                                .join())
                .isEqualTo(Approval.NOT_FOUND);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void otherReasonsOfThePersonStay() {
        add(ACME, Reason.HARD_BOUNCE);

        approve(ask(Reason.OPPOSITION), "Bea", "jo@x.fr");

        assertThat(open.list.check(ACME, person("jo@x.fr")).orElseThrow().reason())
                .isEqualTo(Reason.HARD_BOUNCE);
    }

    @Test
    void nobodyAgreesTwiceOrAfterAWeek() {
        long id = ask(Reason.OPPOSITION);
        approve(id, "Bea", "jo@x.fr");
        add(ACME, Reason.OPPOSITION);
        long late = ask(Reason.OPPOSITION);
        clock.turn(Duration.ofDays(8));

        assertThat(approve(id, "Bea", "jo@x.fr")).isEqualTo(Approval.NOT_FOUND);
        assertThat(approve(late, "Bea", "jo@x.fr")).isEqualTo(Approval.NOT_FOUND);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    private long ask(Reason reason) {
        return open.list
                .corrections()
                .ask(ACME, person("jo@x.fr"), reason, "Ann", "typed the wrong address")
                .toCompletableFuture()
                .join();
    }

    private Approval approve(long id, String second, String who) {
        return open.list
                .corrections()
                .approve(id, ACME, person(who), second)
                .toCompletableFuture()
                .join();
    }

    private void add(ControllerNumber controller, Reason reason) {
        open.list
                .add(controller, person("jo@x.fr"), reason, Channel.PAGE)
                .toCompletableFuture()
                .join();
    }

    private String lastWhy() {
        var log = new SuppressionLog(open.record, clock);
        Optional<String> why = log.after(log.last() - 1).getLast().event().why();
        return why.orElseThrow();
    }
}
