// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.settings.SuppressionSettings.Retention;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Entries end by themselves only when told to, and never while somebody says it again. */
final class RetentionTest {
    private static final Duration THREE_YEARS = Duration.ofDays(1096);
    private static final Retention KEPT =
            new Retention(
                    Optional.of(THREE_YEARS),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Duration.ofDays(180)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @TempDir private Path directory;
    private final TurningClock clock = new TurningClock(OpenList.NOW);
    private OpenList open;

    @BeforeEach
    void open() {
        open(KEPT);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void eachReasonEndsByItself() {
        add("jo@x.fr", Reason.HARD_BOUNCE);
        add("jo@x.fr", Reason.COMPLAINT);
        add("al@x.fr", Reason.HARD_BOUNCE);
        clock.turn(Duration.ofDays(181));
        add("new@x.fr", Reason.HARD_BOUNCE);

        long lifted = open.list.expiry().sweep();

        assertThat(lifted).isEqualTo(2);
        assertThat(open.isSuppressed("al@x.fr")).isFalse();
        assertThat(open.isSuppressed("new@x.fr")).isTrue();
        assertThat(open.list.check(ACME, person("jo@x.fr")).orElseThrow().reason())
                .isEqualTo(Reason.COMPLAINT);
        assertThat(open.list.verify(Optional.empty(), (_, _, _) -> {}).isSound()).isTrue();
    }

    @Test
    void withoutRetentionNothingEnds() {
        open.close();
        open(Retention.NEVER);
        add("jo@x.fr", Reason.OPPOSITION);
        add("jo@x.fr", Reason.HARD_BOUNCE);
        clock.turn(Duration.ofDays(36_500));

        assertThat(open.list.expiry().sweep()).isZero();
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void aWishSaidAgainCountsFromThen() {
        Change first = add("jo@x.fr", Reason.OPPOSITION);
        clock.turn(Duration.ofDays(1000));
        Change again = add("jo@x.fr", Reason.OPPOSITION);
        clock.turn(Duration.ofDays(1000));

        assertThat(open.list.expiry().sweep()).isZero();
        assertThat(again.isNew()).isFalse();
        assertThat(again.reference()).isEqualTo(first.reference());
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
        clock.turn(Duration.ofDays(100));
        assertThat(open.list.expiry().sweep()).isEqualTo(1);
        assertThat(open.isSuppressed("jo@x.fr")).isFalse();
    }

    @Test
    void aListThatNamesThePersonAgainCountsToo() throws IOException {
        add("jo@x.fr", Reason.OPPOSITION);
        clock.turn(Duration.ofDays(1000));

        open.list.importList(
                ACME,
                new ByteArrayInputStream("jo@x.fr\n".getBytes(StandardCharsets.US_ASCII)),
                new ImportOptions(Reason.OPPOSITION, false),
                (_, _) -> {});
        clock.turn(Duration.ofDays(1000));

        assertThat(open.list.expiry().sweep()).isZero();
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void whoObjectsWhileTheOldEntryEndsIsNeverForgotten() {
        int persons = 500;
        for (int i = 0; i < persons; i++) {
            add("user" + i + "@x.fr", Reason.OPPOSITION);
        }
        clock.turn(THREE_YEARS.plusDays(1));

        CompletableFuture<Long> sweep =
                CompletableFuture.supplyAsync(() -> open.list.expiry().sweep());
        List<CompletableFuture<Change>> again = new ArrayList<>();
        for (int i = 0; i < persons; i++) {
            again.add(
                    open.list
                            .add(
                                    ACME,
                                    person("user" + i + "@x.fr"),
                                    Reason.OPPOSITION,
                                    Channel.ONE_CLICK)
                            .toCompletableFuture());
        }
        again.forEach(CompletableFuture::join);
        sweep.join();

        for (int i = 0; i < persons; i++) {
            assertThat(open.isSuppressed("user" + i + "@x.fr")).isTrue();
        }
        assertThat(open.list.expiry().sweep()).isZero();
    }

    @Test
    void aRebuiltIndexKnowsRenewalsAndEnds() throws IOException {
        add("jo@x.fr", Reason.OPPOSITION);
        add("al@x.fr", Reason.HARD_BOUNCE);
        clock.turn(Duration.ofDays(1000));
        add("jo@x.fr", Reason.OPPOSITION);
        open.list.expiry().sweep();
        var before = open.folded();
        open.close();
        IndexState.delete(directory.resolve("suppression"));

        open(KEPT);

        assertThat(open.folded()).isEqualTo(before);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
        assertThat(open.isSuppressed("al@x.fr")).isFalse();
    }

    private void open(Retention retention) {
        open = OpenList.in(directory, new SuppressionSettings(1_000, 1_000_000, retention), clock);
    }

    private Change add(String who, Reason reason) {
        return open.list.add(ACME, person(who), reason, Channel.API).toCompletableFuture().join();
    }
}
