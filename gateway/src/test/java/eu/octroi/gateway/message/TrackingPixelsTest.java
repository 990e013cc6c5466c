// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** H-24: what tells that mail was opened goes, and every picture stays. */
final class TrackingPixelsTest {
    private static final String PIXEL =
            "<img src=\"https://t.example/o?id=bob\" width=\"1\" height=\"1\">";
    private static final String HTML =
            "<p>Bonjour <img src=\"https://acme.example/logo.png\" width=\"200\"> Bob.</p>\r\n"
                    + PIXEL
                    + "\r\n<p>Fin.</p>\r\n";

    @ParameterizedTest
    @CsvFileSource(resources = "/message/pixels.csv", delimiter = '|', quoteCharacter = '`')
    void isJudgedAsReviewed(String verdict, String html) {
        byte[] text = ("<p>a</p>" + html + "<p>b</p>").getBytes(StandardCharsets.ISO_8859_1);
        TrackingPixels pixels = new TrackingPixels();

        HtmlPlace.find(text, List.of(), true, pixels);

        assertThat(pixels.found()).hasSize(verdict.equals("strip") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "quoted-printable", "base64"})
    void thePixelAloneGoesInEveryEncoding(String encoding) {
        RewritePlan plan = planned(encoding);
        byte[] output = Fixture.edited(message(encoding), plan).toByteArray();

        String text = Rewrites.mime4j(output).getFirst().text();
        assertThat(text).startsWith(HTML.substring(0, HTML.indexOf(PIXEL)));
        assertThat(text).contains("<p>Fin.</p>").doesNotContain("t.example");
        assertThat(Rewrites.jakarta(output).getFirst().text()).isEqualTo(text);
        assertThat(plan.treatment().notes()).contains("pixels=1", "pixel-host=t.example");
        assertThat(plan.treatment().notes().toString()).doesNotContain("bob");
    }

    @Test
    void aStreamMayRefuseThem() {
        PlanResult result = plan("7bit", Editing.Pixels.REFUSE);

        assertThat(result)
                .hasToString("Unsupported[tag=CONTENT, why=a tracking pixel from t.example]");
    }

    @Test
    void aStreamMayAllowThem() {
        PlanResult result = plan("7bit", Editing.Pixels.ALLOW);

        RewritePlan plan = ((PlanResult.Planned) result).plan();
        String output =
                new String(
                        Fixture.edited(message("7bit"), plan).toByteArray(),
                        StandardCharsets.US_ASCII);
        assertThat(output).contains(PIXEL);
        assertThat(plan.treatment().notes()).contains("pixels-left=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>a <%1$sdiv hidden>b</p>",
                "<p>a <%1$s%1$sdiv hidden>b</p>",
                "<p>a <%1$s!-- b</p>",
                "<!-- --%1$s> <div hidden> -->b",
                "<style>p{color:red}</sty%1$sle><div hidden></style>b",
                "<table background=https://track.hubspot.com/a title='x hidden y'><tr><td>b",
                "<div style=url(https://track.hubspot.com/a) title='x hidden y'>b",
                "<p>a <%1$simg src=//t.example/p width=0>b</p>",
                "<v:image src=//t.example/p style=width:0><span hidden>a</v:image>b",
                "<x-y srcset='//t.example/p 1x' width=0><span hidden>a</x-y>b",
                "<p>{{octroi.%1$sinfo}}</p>"
            })
    void whatReadsDifferentlyWithoutThemIsRefused(String html) {
        String body = html.formatted("<img src=//t.example/o width=1 height=1>");

        assertThat(Fixture.verdict(htmlMessage(body))).startsWith("structure: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>a < %1$sb</p>",
                "<!--[if mso]>%1$s<![endif]--><p>b</p>",
                "<table background=https://track.hubspot.com/a><tr><td>b</table>",
                "<p style='background:url(https://track.hubspot.com/a)'>b</p>",
                "<v:image src=//t.example/p style=width:0></v:image><p>b",
                "<p>{{octroi%1$s}}</p>"
            })
    void whatReadsTheSameWithoutThemIsEdited(String html) {
        String body = html.formatted("<img src=//t.example/o width=1 height=1>");

        assertThat(Fixture.verdict(htmlMessage(body))).startsWith("edited");
    }

    private static Octets htmlMessage(String html) {
        return Fixture.message(
                "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                        + "Content-Type: text/html; charset=utf-8\n\n"
                        + html);
    }

    @Test
    void theListNamesWhatTheMarketUses() {
        assertThat(Trackers.KNOWN.size()).isGreaterThan(60);
    }

    private static RewritePlan planned(String encoding) {
        return ((PlanResult.Planned) plan(encoding, Editing.Pixels.STRIP)).plan();
    }

    private static PlanResult plan(String encoding, Editing.Pixels pixels) {
        Editing is = Editing.DEFAULT;
        return new MimeRewriter("passerelle.exemple.fr")
                .plan(
                        Fixture.scanned(message(encoding)),
                        Fixture.FRENCH,
                        Fixture.TOP,
                        new Editing(
                                is.signed(),
                                is.encrypted(),
                                is.invitation(),
                                is.amp(),
                                pixels,
                                is.toolDkim(),
                                is.footer()));
    }

    private static Octets message(String encoding) {
        String body =
                switch (encoding) {
                    case "base64" ->
                            Base64.getMimeEncoder()
                                    .encodeToString(HTML.getBytes(StandardCharsets.US_ASCII));
                    case "quoted-printable" -> HTML.replace("=", "=3D");
                    default -> HTML;
                };
        return Fixture.message(
                "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n"
                        + "Content-Type: text/html; charset=us-ascii\n"
                        + "Content-Transfer-Encoding: "
                        + encoding
                        + "\n\n"
                        + body);
    }
}
