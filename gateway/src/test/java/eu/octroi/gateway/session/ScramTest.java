// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM-SHA-256 without a connection; the exchange is the example of RFC 7677 section 3. */
final class ScramTest {
    private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    private static final String NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String BOTH = "rOprNGfwEbeRWgbNEkqO" + NONCE;
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";

    /** Of the password "pencil". */
    private static final ScramKeys KEYS =
            new ScramKeys(
                    4096,
                    "W22ZaJ0SNY7soEsUEjb6gQ==",
                    "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=",
                    "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");

    private static final ScramChallenge CHALLENGE =
            new ScramChallenge(ScramStart.parse(FIRST).orElseThrow(), KEYS, NONCE);

    @Test
    void theExampleOfRfc7677GoesAsPrinted() {
        assertThat(CHALLENGE.message())
                .isEqualTo("r=" + BOTH + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(CHALLENGE.prove("c=biws,r=" + BOTH + ",p=" + PROOF))
                .contains(
                        new ScramChallenge.Proof(
                                true, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    }

    @Test
    void aProofOfAnotherPasswordIsReadAndWrong() {
        String other = "A" + PROOF.substring(1);

        assertThat(CHALLENGE.prove("c=biws,r=" + BOTH + ",p=" + other))
                .hasValueSatisfying(proof -> assertThat(proof.isRight()).isFalse());
    }

    /** Another header, another nonce, no proof, a short one, one with more behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c=eSws,r=" + BOTH + ",p=" + PROOF,
                "c=biws,r=" + BOTH + "x,p=" + PROOF,
                "c=biws,r=rOprNGfwEbeRWgbNEkqO,p=" + PROOF,
                "c=biws,r=" + BOTH,
                "c=biws,r=" + BOTH + ",p=" + "AAAA",
                "c=biws,r=" + BOTH + ",p=" + PROOF + ",x=y",
                "r=" + BOTH + ",c=biws,p=" + PROOF,
                ""
            })
    void aLastMessageOfAnotherExchangeIsNone(String message) {
        assertThat(CHALLENGE.prove(message)).isEmpty();
    }

    /** Section 6 of RFC 5802: a client that could bind its channel, had we offered it, says y. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,,n=user,r=abc",
                "y,,n=user,r=abc",
                "n,a=user,n=user,r=abc",
                "n,,n=user,r=abc,x=later"
            })
    void aFirstMessageIsRead(String message) {
        assertThat(ScramStart.parse(message))
                .hasValueSatisfying(start -> assertThat(start.user()).isEqualTo("user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p=tls-exporter,,n=user,r=abc",
                "n,a=other,n=user,r=abc",
                "n,,m=must,n=user,r=abc",
                "n,,n=,r=abc",
                "n,,n=user,r=",
                "n,,n=user",
                "n,,n=us=er,r=abc",
                "n,,n=user,r=a b",
                "n=user,r=abc",
                ""
            })
    void aFirstMessageThatAsksForWhatThereIsNotIsNone(String message) {
        assertThat(ScramStart.parse(message)).isEmpty();
    }

    @Test
    void aNameHasItsEscapesResolvedAndMessagesHaveALength() {
        assertThat(ScramStart.parse("n,,n=a=2Cb=3D,r=abc"))
                .hasValueSatisfying(start -> assertThat(start.user()).isEqualTo("a,b="));
        assertThat(ScramStart.parse("n,,n=user,r=" + "x".repeat(1_012))).isPresent();
        assertThat(ScramStart.parse("n,,n=user,r=" + "x".repeat(1_013))).isEmpty();
        assertThat(CHALLENGE.prove("c=biws,r=" + BOTH + ",x=" + "y".repeat(2_048) + ",p=" + PROOF))
                .isEmpty();
    }
}
