// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import static eu.octroi.gateway.suppression.OpenList.ACME;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.consent.Proof;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.suppression.OpenList;
import eu.octroi.gateway.suppression.Subject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** An opposition through any door is a withdrawal. */
final class WithdrawalsTest {
    private static final EmailAddress MARIE = new EmailAddress("marie.durand", "gmail.com");
    private static final EmailAddress PAUL = new EmailAddress("paul.martin", "gmail.com");

    @TempDir private Path directory;

    private OpenList open;
    private ConsentBook book;
    private Withdrawals withdrawals;

    @BeforeEach
    void open() {
        open = OpenList.in(directory);
        book = book();
        withdrawals = new Withdrawals(open.list(), book);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void whoFollowsTheLinkHasNoConsentLeft() {
        consents(MARIE);
        consents(PAUL);
        open.list()
                .oppose(ACME, open.list().personKey(ACME, MARIE), Channel.PAGE)
                .toCompletableFuture()
                .join();

        withdrawals.turn();

        assertThat(permits(MARIE)).isFalse();
        assertThat(permits(PAUL)).isTrue();
        assertThat(book.of(ACME, MARIE).getFirst().withdrawal().orElseThrow().by())
                .isEqualTo("opposition");
    }

    @Test
    void whatHappenedWhileTheGatewayWasDownIsFollowedAtTheNextStart() {
        consents(MARIE);
        open.list()
                .add(ACME, new Subject.Person(MARIE), Reason.OPPOSITION, Channel.COMMAND)
                .toCompletableFuture()
                .join();
        open.close();
        open = OpenList.in(directory);
        book = book();

        assertThat(new Withdrawals(open.list(), book).turn()).isTrue();

        assertThat(permits(MARIE)).isFalse();
        assertThat(new Withdrawals(open.list(), book).turn()).isFalse();
    }

    @Test
    void aBounceIsNoWithdrawal() {
        consents(MARIE);
        open.list()
                .add(ACME, new Subject.Person(MARIE), Reason.HARD_BOUNCE, Channel.BOUNCE)
                .toCompletableFuture()
                .join();

        withdrawals.turn();

        assertThat(permits(MARIE)).isTrue();
    }

    private void consents(EmailAddress person) {
        Proof proof =
                new Proof.Consent(
                        Instant.parse("2026-10-01T00:00:00Z"),
                        Optional.empty(),
                        "our offers",
                        "form 3",
                        "form",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        book.add(ACME, person, proof, "test").toCompletableFuture().join();
    }

    private boolean permits(EmailAddress person) {
        Origin origin =
                new Origin(
                        new CredentialId("outil"),
                        new StreamId("prospection"),
                        StreamClass.PROSPECTING,
                        ACME,
                        Optional.empty());
        return !book.find(origin, person).isEmpty();
    }

    private ConsentBook book() {
        return ConsentBook.open(
                open.record(),
                open.list()::personKeys,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
