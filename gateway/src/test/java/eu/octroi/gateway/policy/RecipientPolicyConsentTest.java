// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.consent.InMemoryConsents;
import eu.octroi.gateway.consent.OneStream;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

/** The law is asked after the suppression list, and doubt about either permits nothing. */
final class RecipientPolicyConsentTest {
    private static final EmailAddress PRIVATE = new EmailAddress("marie", "gmail.com");
    private static final EmailAddress AT_WORK = new EmailAddress("marie.durand", "acme.fr");

    private final InMemoryConsents consents = new InMemoryConsents();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void whatTheLawRefusesIsRefusedAndCounted() {
        assertThat(judge(Optional.empty(), PRIVATE))
                .isEqualTo(new Verdict.Refused(Tag.CONSENT_REQUIRED));
        assertThat(judge(Optional.empty(), AT_WORK).permitsDelivery()).isTrue();
        assertThat(counted("personal", "refused")).isEqualTo(1);
        assertThat(counted("named-professional", "permitted")).isEqualTo(1);
    }

    @Test
    void anOppositionIsToldBeforeTheLaw() {
        var entry = new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, Instant.EPOCH);

        assertThat(judge(Optional.of(entry), PRIVATE)).isEqualTo(new Verdict.Suppressed(entry));
    }

    @Test
    void consentsThatCannotBeToldPermitNothingWhereOneIsNeeded() {
        consents.breakDown();

        assertThat(judge(Optional.empty(), PRIVATE)).isEqualTo(Verdict.Undecided.UNDECIDED);
    }

    private Verdict judge(Optional<SuppressionEntry> entry, EmailAddress to) {
        Origin origin =
                new Origin(
                        new CredentialId("outil"),
                        OneStream.NAME,
                        StreamClass.PROSPECTING,
                        new ControllerNumber(1),
                        Optional.empty());
        return new RecipientPolicy((_, _) -> entry, OneStream.rules(consents), meters)
                .judge(origin, to);
    }

    private double counted(String addressClass, String verdict) {
        return meters.get("octroi.policy.consent")
                .tag("address_class", addressClass)
                .tag("verdict", verdict)
                .counter()
                .count();
    }
}
