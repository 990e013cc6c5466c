// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.dkim.DkimVerifier.Claim;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** L-02, L-03: a second signature after RFC 8463, and signatures that end. */
final class SecondSignatureTest {
    private static final DkimKey SECOND =
            new DkimKey(
                    "exemple.fr",
                    "octroi-ed",
                    KeyPairs.generate(KeyAlgorithm.ED25519, new SecureRandom()));
    private static final SigningFixture FIXTURE =
            SigningFixture.make().with(SECOND, Duration.ofDays(7));
    private static final String MESSAGE =
            "From: bonjour@exemple.fr\r\nSubject: Une offre\r\n\r\nBonjour.\r\n";

    @Test
    void bothSignaturesVerify() {
        DkimVerifier verifier = verifier(FIXTURE.sign(MESSAGE) + MESSAGE);

        List<Claim> claims = verifier.claims();

        assertThat(claims).extracting(Claim::selector).containsExactly("octroi", "octroi-ed");
        assertThat(verifies(verifier, claims.get(0), FIXTURE.keys().rsa())).isTrue();
        assertThat(verifies(verifier, claims.get(1), SECOND)).isTrue();
        assertThat(verifies(verifier, claims.get(1), FIXTURE.keys().rsa())).isFalse();
    }

    /** The independent verifier knows RSA alone, as many do. */
    @Test
    void aVerifierThatKnowsRsaAloneIsContent() {
        // Its clock is the real one, and ours stands still: the signature must not have ended.
        SigningFixture lasting = FIXTURE.with(SECOND, Duration.ofDays(36_500));

        assertThat(lasting.verifies(lasting.sign(MESSAGE) + MESSAGE)).isTrue();
    }

    @Test
    void eachSignatureBreaksWithTheMessage() {
        String signed = FIXTURE.sign(MESSAGE) + MESSAGE;

        for (String changed :
                List.of(
                        signed.replace("Une offre", "Une autre"),
                        signed.replace("Bonjour.", "Bonsoir."),
                        signed.replace("\r\nFrom:", "\r\nSubject: x\r\nFrom:"),
                        signed.replace("octroi-ed; t=1", "octroi-ed; t=2"))) {
            DkimVerifier verifier = verifier(changed);
            Claim second = verifier.claims().get(1);
            assertThat(verifies(verifier, second, SECOND))
                    .as(changed)
                    .isEqualTo(changed.equals(signed));
        }
    }

    @Test
    void bothSayUntilWhenTheyCount() {
        long end = SigningFixture.NOW.plus(Duration.ofDays(7)).getEpochSecond();

        List<Claim> claims = verifier(FIXTURE.sign(MESSAGE) + MESSAGE).claims();

        assertThat(claims).allMatch(c -> c.tags().get("x").orElseThrow().equals("" + end));
    }

    @Test
    void theRecordOfTheSecondKeyHoldsTheBareKey() {
        DnsRecord record = SECOND.record();

        assertThat(record.name()).isEqualTo("octroi-ed._domainkey.exemple.fr");
        assertThat(record.value()).matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
    }

    private static DkimVerifier verifier(String message) {
        return new DkimVerifier(MessageHead.of(List.of(Octets.of(message))));
    }

    private static boolean verifies(DkimVerifier verifier, Claim claim, DkimKey key) {
        return verifier.verifies(claim, key.algorithm(), key.publicKey());
    }
}
