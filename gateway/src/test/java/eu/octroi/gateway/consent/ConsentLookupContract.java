// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

/** What every look-up of consents keeps to. */
abstract class ConsentLookupContract {
    static final ControllerNumber ACME = new ControllerNumber(1);
    static final EmailAddress MARIE = address("marie.durand@gmail.com");
    static final Instant GIVEN = Instant.parse("2026-10-01T00:00:00Z");

    /** The look-up that is asked. */
    abstract ConsentLookup lookup();

    /** Records a proof, to be seen by the next question. */
    abstract void record(ControllerNumber controller, EmailAddress address, Proof proof);

    /** From here on nothing can be told. */
    abstract void breakDown();

    @Test
    void ofWhomNothingIsRecordedNothingStands() {
        assertThat(lookup().find(from(ACME, "prospection"), MARIE)).isEmpty();
        assertThat(lookup().countryOf(ACME, MARIE)).isEmpty();
    }

    @Test
    void aConsentStandsForItsControllerAlone() {
        record(ACME, MARIE, consent(Optional.empty()));

        assertThat(lookup().find(from(ACME, "prospection"), MARIE))
                .extracting(Grant::kind)
                .containsExactly(Grant.Kind.CONSENT);
        assertThat(lookup().find(from(new ControllerNumber(2), "prospection"), MARIE)).isEmpty();
        assertThat(lookup().find(from(ACME, "prospection"), address("paul@gmail.com"))).isEmpty();
    }

    @Test
    void aConsentForOneStreamIsForNoOther() {
        record(ACME, MARIE, consent(Optional.of(new StreamId("lettre"))));

        assertThat(lookup().find(from(ACME, "lettre"), MARIE)).hasSize(1);
        assertThat(lookup().find(from(ACME, "prospection"), MARIE)).isEmpty();
    }

    @Test
    void aCountryIsKnownFromWhenItIsRecordedAndTheNewestHolds() {
        record(ACME, MARIE, new Proof.Place(GIVEN, "DE"));
        record(ACME, MARIE, new Proof.Place(GIVEN, "BE"));

        assertThat(lookup().countryOf(ACME, MARIE)).contains("BE");
        assertThat(lookup().find(from(ACME, "prospection"), MARIE)).isEmpty();
    }

    @Test
    void whatCannotBeToldIsNeitherYesNorNo() {
        record(ACME, MARIE, consent(Optional.empty()));

        breakDown();

        assertThatThrownBy(() -> lookup().find(from(ACME, "prospection"), MARIE))
                .isInstanceOf(ConsentUnavailableException.class);
        assertThatThrownBy(() -> lookup().countryOf(ACME, MARIE))
                .isInstanceOf(ConsentUnavailableException.class);
    }

    static Proof consent(Optional<StreamId> stream) {
        return new Proof.Consent(
                GIVEN,
                stream,
                "our offers",
                "form 3",
                "double-opt-in",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    static Origin from(ControllerNumber controller, String stream) {
        return new Origin(
                new CredentialId("outil"),
                new StreamId(stream),
                StreamClass.PROSPECTING,
                controller,
                Optional.empty());
    }
}
