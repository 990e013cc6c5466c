// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import static java.nio.charset.StandardCharsets.US_ASCII;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

/** Which of several texts gets the clauses, and what mail made to lose them costs. */
final class DisplayedTextsTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";

    /** Gmail and Outlook show a text with a file name as a file, wherever it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain; name=a.txt",
                "Content-Disposition: inline; filename=a.txt",
                "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain;"
                        + " name=a\n\nf\n--c--\n"
            })
    void aNamedTextBeforeTheRealOneStaysAFile(String named) {
        Octets message =
                Fixture.message(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                                + named
                                + "\n\n"
                                + "file\n"
                                + "--b\n"
                                + "Content-Type: text/html\n\n"
                                + "<p>offer</p>\n"
                                + "--b--\n");

        List<ForeignPart> leaves = Rewrites.mime4j(Rewrites.assertSound(message, Fixture.FRENCH));

        assertThat(leaves.getFirst().text()).doesNotContain("Pourquoi");
        assertThat(leaves.getLast().text()).contains("offer", "Pourquoi ce message");
    }

    @ParameterizedTest
    @CsvSource({
        "'<style>',url(,</style>",
        "'<style>','url( ',</style>",
        "<!--,'<img ',-->",
        "'<img src=https://x style=\"',/*,'\">'",
        "'<img src=https://x width=\"1',' ','x\">'"
    })
    void whatIsMadeToTangleCostsLinearTime(String before, String piece, String after) {
        byte[] html = (before + piece.repeat(100_000) + after).getBytes(US_ASCII);
        TrackingPixels pixels = new TrackingPixels();

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> look(html, pixels));

        assertThat(pixels.found()).isEmpty();
    }

    private static void look(byte[] html, TrackingPixels pixels) {
        HtmlTokens tokens = new HtmlTokens(html);
        for (HtmlTokens.Kind kind = tokens.next();
                kind != HtmlTokens.Kind.NONE;
                kind = tokens.next()) {
            switch (kind) {
                case START -> pixels.start(tokens, () -> false);
                case OTHER -> pixels.other(tokens);
                case TEXT, END, NONE -> {}
            }
        }
    }
}
