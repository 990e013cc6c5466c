// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a signature covers, judged by an independent verifier. */
final class DkimSignerTest {
    private static final SigningFixture FIXTURE = SigningFixture.make();
    private static final String MESSAGE =
            """
            Received: from outil by gateway; Sun, 22 Nov 2026 10:00:00 +0000
            From: Exemple <bonjour@exemple.fr>
            To: camille@client.example
            Subject: Une offre   pour
             vous
            Date: Sun, 22 Nov 2026 10:00:00 +0000
            Message-ID: <1@exemple.fr>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii
            List-Unsubscribe: <https://exemple.fr/u/AQ>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Bcc: hidden@client.example

            Bonjour  Camille, \s

            une offre.

            """
                    .replace("\n", "\r\n");

    static Stream<RsaProvider> providers() {
        return Stream.of(RsaProvider.accp(), RsaProvider.jdk());
    }

    @ParameterizedTest
    @MethodSource("providers")
    void anIndependentVerifierAcceptsASignature(RsaProvider provider) {
        EditedMessage message = new EditedMessage(Octets.of(MESSAGE), List.of());

        String field = SigningFixture.signer(provider).sign(FIXTURE.keys(), message).latin1();

        assertThat(FIXTURE.verifies(field + MESSAGE)).isTrue();
        assertThat(FIXTURE.verifies(MESSAGE)).isFalse();
    }

    @Test
    void theNativeProviderIsTakenWhereItLoads() {
        DkimSigner signer = SigningFixture.signer(RsaProvider.fastest());

        assertThat(signer.provider()).isEqualTo("AmazonCorrettoCryptoProvider");
    }

    @Test
    void editsAreSignedAsTheyWillBeSent() {
        int body = MESSAGE.indexOf("\r\n\r\n") + 4;
        List<Edit> edits =
                List.of(
                        Edit.insert(0, Octets.of("List-Id: <a.exemple.fr>\r\n")),
                        new Edit(MESSAGE.indexOf("To:"), 3, Octets.of("TO : ")),
                        Edit.insert(body, Octets.of("Clause \r\n \r\n")),
                        Edit.delete(MESSAGE.length() - 2, 2));
        EditedMessage message = new EditedMessage(Octets.of(MESSAGE), edits);

        Octets field = SigningFixture.signer(RsaProvider.fastest()).sign(FIXTURE.keys(), message);

        assertThat(FIXTURE.verifies(field.latin1() + Octets.of(message.toByteArray()).latin1()))
                .isTrue();
    }

    @Test
    void theFieldSaysHowItWasMade() {
        String field = unfolded(FIXTURE.sign(MESSAGE));

        assertThat(field)
                .startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=exemple.fr;")
                .contains(" s=octroi; t=" + SigningFixture.NOW.getEpochSecond() + ";")
                .doesNotContain("l=", "i=", "x=");
    }

    @Test
    void noLineIsLongerThanSeventyEight() {
        String field = FIXTURE.sign(MESSAGE);

        assertThat(field).endsWith("\r\n").doesNotContain("\r\n\r\n");
        assertThat(field.split("\r\n"))
                .allMatch(line -> line.length() <= SignatureField.LINE_OCTETS_MAX)
                .allMatch(line -> !line.isBlank());
    }

    @Test
    void onceOnlyFieldsAreListedOnceMoreThanPresent() {
        List<String> listed = listed(FIXTURE.sign(MESSAGE));

        for (String name : CoveredFields.NAMES) {
            long present =
                    Pattern.compile("(?im)^" + name + ":").matcher(MESSAGE).results().count();
            assertThat(Collections.frequency(listed, name)).as(name).isEqualTo((int) present + 1);
        }
    }

    @Test
    void fieldsThatOtherHopsChangeAreNotCovered() {
        assertThat(listed(FIXTURE.sign(MESSAGE)))
                .doesNotContain("received", "return-path", "bcc", "dkim-signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "To",
                "Cc",
                "Reply-To",
                "Sender",
                "Subject",
                "Date",
                "Message-ID",
                "In-Reply-To",
                "References",
                "MIME-Version",
                "Content-Type",
                "Content-Transfer-Encoding",
                "List-Id",
                "List-Help",
                "List-Unsubscribe",
                "List-Unsubscribe-Post",
                "Feedback-ID",
                "CFBL-Address",
                "X-Octroi-Ref"
            })
    void addingAFieldBreaksTheSignature(String name) {
        String signed = FIXTURE.sign(MESSAGE) + MESSAGE;
        String extra = name + ": added\r\n";

        assertThat(FIXTURE.verifies(extra + signed)).as("on top").isFalse();
        assertThat(FIXTURE.verifies(signed.replace("\r\n\r\n", "\r\n" + extra + "\r\n")))
                .as("at the end of the section")
                .isFalse();
    }

    @Test
    void changingAnyCoveredOctetBreaksTheSignature() {
        String field = FIXTURE.sign(MESSAGE);
        assertThat(FIXTURE.verifies(field + MESSAGE)).isTrue();

        for (String part :
                List.of(
                        "bonjour@",
                        "camille@",
                        "offre   pour",
                        "vous",
                        "10:00:00 +0000\r\nM",
                        "<1@",
                        "1.0",
                        "us-ascii",
                        "/u/AQ",
                        "One-Click",
                        "Bonjour",
                        "une offre.")) {
            String changed = MESSAGE.replace(part, flipped(part));
            assertThat(FIXTURE.verifies(field + changed)).as(part).isFalse();
        }
    }

    @Test
    void whatRelaxedFormsAllowDoesNotBreakTheSignature() {
        String field = FIXTURE.sign(MESSAGE);

        String rewrapped =
                MESSAGE.replace(
                                "Subject: Une offre   pour\r\n vous",
                                "SUBJECT:Une offre\r\n\tpour vous")
                        .replace("Bonjour  Camille,", "Bonjour\tCamille, ");

        assertThat(FIXTURE.verifies(field + rewrapped + "\r\n\r\n")).isTrue();
    }

    /** Against the value of RFC 6376: the verifier used here hashes a CRLF for an empty body. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\r\n \t\r\n\r\n"})
    void aMessageWithoutBodyTextIsSignedWithTheEmptyHash(String body) {
        String field = FIXTURE.sign("From: a@exemple.fr\r\n" + body);

        assertThat(field).contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
    }

    private static List<String> listed(String field) {
        String names = unfolded(field).replaceFirst(".*; h=([^;]*);.*", "$1");
        return Arrays.asList(names.split(":"));
    }

    private static String unfolded(String field) {
        return field.strip().replaceAll("\r\n[\t ]+", " ").replaceAll(": ([a-z-]+)(?=[:;])", ":$1");
    }

    private static String flipped(String text) {
        char[] characters = text.toCharArray();
        characters[1] = (char) (characters[1] ^ 1);
        return new String(characters);
    }
}
