// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.nio.charset.StandardCharsets;

/** H-24 where the clauses do not stand: pixels go, or the ledger says that they are there. */
final class PixelsBesideTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";
    private static final String PIXEL =
            "<img src=\"https://t.example/o?id=bob\" width=\"1\" height=\"1\">";

    @ParameterizedTest
    @CsvFileSource(resources = "/message/pixels-beside.csv", delimiter = '|', quoteCharacter = '`')
    void goesWhereItMayAndIsToldElsewhere(String verdict, String fate, String rest) {
        Octets message = message(rest);

        assertThat(Fixture.verdict(message)).isEqualTo(verdict);
        String output =
                new String(
                        Rewrites.assertSound(message, Fixture.FRENCH), StandardCharsets.US_ASCII);
        assertThat(output.contains("t.example")).isEqualTo(fate.equals("kept"));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/message/pixels-beside.csv", delimiter = '|', quoteCharacter = '`')
    void isRefusedWhereTheStreamRefusesPixels(String verdict, String fate, String rest) {
        String found = Fixture.verdict(message(rest), editing(Editing.Pixels.REFUSE));

        if (verdict.contains("pixels=") || verdict.contains("pixels-kept=")) {
            assertThat(found).isEqualTo("content: a tracking pixel from t.example");
        } else if (verdict.contains("pixels-unread=")) {
            assertThat(found)
                    .isEqualTo(
                            "content: tracking pixels cannot be looked for (%s)"
                                    .formatted(verdict.substring(verdict.indexOf("unread=") + 7)));
        } else {
            assertThat(found).isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/message/pixels-beside.csv", delimiter = '|', quoteCharacter = '`')
    void staysWhereTheStreamAllowsPixels(String verdict, String fate, String rest) {
        String found = Fixture.verdict(message(rest), editing(Editing.Pixels.ALLOW));

        assertThat(found)
                .isEqualTo(
                        verdict.replace("pixels=", "pixels-left=")
                                .replace("pixels-kept=", "pixels-left=")
                                .replaceAll(" pixels-unread=.*", ""));
    }

    @Test
    void aPixelThatHoldsTheHtmlBesideTogetherIsRefused() {
        String rest =
                "Content-Type: multipart/mixed; boundary=b\\n\\n--b\\n\\na\\n"
                        + "--b\\nContent-Type: text/html\\n\\n<p>a <%Pdiv hidden>b\\n--b--";

        assertThat(Fixture.verdict(message(rest)))
                .isEqualTo("structure: HTML that would hide what is added to it");
    }

    @Test
    void forwardedMailIsReadToADepthThatEnds() {
        String forward = "Content-Type: message/rfc822\\n\\n";
        String html = "Content-Type: text/html\\n\\n<p>a%P";

        assertThat(Fixture.verdict(message(forward.repeat(8) + html)))
                .isEqualTo("wrapped beside=message/rfc822 pixels-kept=1 pixel-host=t.example");
        assertThat(Fixture.verdict(message(forward.repeat(9) + html)))
                .isEqualTo("wrapped beside=message/rfc822 pixels-unread=forwarded");
    }

    private static Octets message(String rest) {
        return Fixture.utf8(HEAD + rest.replace("\\n", "\n").replace("%P", PIXEL));
    }

    static Editing editing(Editing.Pixels pixels) {
        Editing is = Editing.DEFAULT;
        return new Editing(
                is.signed(),
                is.encrypted(),
                is.invitation(),
                is.amp(),
                pixels,
                is.toolDkim(),
                is.footer());
    }
}
