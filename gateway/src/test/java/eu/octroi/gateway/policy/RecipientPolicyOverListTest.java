// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.consent.NoRules;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.suppression.OpenList;
import eu.octroi.gateway.suppression.Subject;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Optional;

/** What the policy makes of persons against whom several things stand at once (B-27). */
final class RecipientPolicyOverListTest {
    private static final EmailAddress JO = new EmailAddress("jo", "acme.example");

    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OPPOSITION, HARD_BOUNCE",
        "COMPLAINT, HARD_BOUNCE",
        "ROLE, HARD_BOUNCE",
        "OPPOSITION, ERASURE",
        "HARD_BOUNCE, ERASURE",
        "MANUAL, ERASURE"
    })
    void whatStopsEveryClassWinsInEitherOrder(Reason one, Reason other) {
        add(new Subject.Person(JO), one);
        add(new Subject.Person(JO), other);
        EmailAddress al = new EmailAddress("al", "acme.example");
        add(new Subject.Person(al), other);
        add(new Subject.Person(al), one);

        assertThat(judge(StreamClass.TRANSACTIONAL, JO).permitsDelivery()).isFalse();
        assertThat(judge(StreamClass.TRANSACTIONAL, al).permitsDelivery()).isFalse();
    }

    @Test
    void anOpposedDomainDoesNotHideABouncedPerson() {
        add(new Subject.Domain("acme.example", true), Reason.OPPOSITION);
        add(new Subject.Person(JO), Reason.HARD_BOUNCE);

        assertThat(judge(StreamClass.TRANSACTIONAL, JO).permitsDelivery()).isFalse();
    }

    @Test
    void whoOpposedAndComplainedStillGetsTransactionalMail() {
        add(new Subject.Person(JO), Reason.OPPOSITION);
        add(new Subject.Person(JO), Reason.COMPLAINT);

        assertThat(judge(StreamClass.TRANSACTIONAL, JO).permitsDelivery()).isTrue();
        assertThat(judge(StreamClass.PROSPECTING, JO).permitsDelivery()).isFalse();
    }

    private void add(Subject subject, Reason reason) {
        open.list().add(OpenList.ACME, subject, reason, Channel.API).toCompletableFuture().join();
    }

    private Verdict judge(StreamClass streamClass, EmailAddress to) {
        var origin =
                new Origin(
                        new CredentialId("tool"),
                        new StreamId("news"),
                        streamClass,
                        OpenList.ACME,
                        Optional.empty());
        return new RecipientPolicy(open.list(), NoRules.rules(), new SimpleMeterRegistry())
                .judge(origin, to);
    }
}
