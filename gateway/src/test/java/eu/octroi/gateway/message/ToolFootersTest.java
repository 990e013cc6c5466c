// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.ToolFooter;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A-16, with mail as a prospecting platform makes it. */
final class ToolFootersTest {
    private static final String OLD_LINK = "https://tool.example/out?c=1";
    private static final ToolFooter RULE =
            new ToolFooter(
                    Optional.of(new ToolFooter.Mark("<div class=\"mgl-footer\">", "</div>")),
                    Optional.of(new ToolFooter.Mark("--8<-- desabonnement", OLD_LINK)));
    private static final String TEXT =
            "Bonjour,\n\nune offre.\n\n--8<-- desabonnement :\n" + OLD_LINK + "\n\nFin\n";
    private static final String HTML =
            "<html><body><table><tr><td><p>une offre.</p></td></tr></table>\n"
                    + "<div class=\"mgl-footer\"><p>Se d&eacute;sabonner :<br><a href=\""
                    + OLD_LINK
                    + "\">ici</a></p></div>\n<p>Fin</p></body></html>\n";

    @Test
    void byDefaultTheirsStaysAndOursComesBesides() {
        for (ForeignPart leaf : leaves(mail("7bit", TEXT, HTML), ToolFooter.NONE)) {
            assertThat(leaf.text()).contains(OLD_LINK, Fixture.LINKS.unsubscribeUrl(), "Fin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7bit", "quoted-printable", "base64"})
    void withARuleOursReplacesTheirs(String encoding) {
        List<ForeignPart> leaves = leaves(mail(encoding, TEXT, HTML), RULE);

        assertThat(leaves).hasSize(2);
        for (ForeignPart leaf : leaves) {
            assertThat(leaf.text())
                    .doesNotContain(OLD_LINK, "mgl-footer", "--8<--", "sabonner")
                    .containsOnlyOnce(Fixture.LINKS.unsubscribeUrl())
                    .containsSubsequence("une offre.", "Fin");
        }
        assertThat(Jsoup.parse(leaves.get(1).text()).select("div[lang]")).hasSize(2);
    }

    /** In what is searched through a view, and in what becomes UTF-8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shift_jis",
                "gb18030",
                "euc-kr",
                "iso-2022-jp",
                "iso-2022-kr",
                "utf-16",
                "utf-16le",
                "utf-32be"
            })
    void oursReplacesTheirsInAnyCharset(String charset) {
        List<ForeignPart> leaves = leaves(wide(charset, "漢 une"), RULE);

        assertThat(leaves).hasSize(2);
        for (ForeignPart leaf : leaves) {
            assertThat(leaf.text())
                    .doesNotContain(OLD_LINK, "mgl-footer", "--8<--", "sabonner")
                    .containsOnlyOnce(Fixture.LINKS.unsubscribeUrl())
                    .containsSubsequence("漢 une offre.", "Fin");
        }
    }

    /** Cut out, escape codes could turn a backslash after it into a yen sign. */
    @Test
    void amongYenSignsItStays() {
        for (ForeignPart leaf : leaves(wide("iso-2022-jp", "\33(J\\\33(B une"), RULE)) {
            assertThat(leaf.text()).contains(OLD_LINK, Fixture.LINKS.unsubscribeUrl());
        }
    }

    /** What is not certain in one text stays in all of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    --8<-- desabonnement   | --8<-- adieu
                    une offre.             | --8<-- desabonnement une offre.
                    Fin                    | https://tool.example/out?c=1
                    <div class="mgl-footer"> | <div class="other">
                    <p>Se d                | Se d
                    <p>Se d                | {{octroi.unsubscribe}}<p>Se d
                    <br>                   | <span>
                    """)
    void whatIsNotCertainStays(String from, String to) {
        Octets message = mail("7bit", TEXT.replace(from, to), HTML.replace(from, to));

        for (ForeignPart leaf : leaves(message, RULE)) {
            assertThat(leaf.text()).contains(OLD_LINK, Fixture.LINKS.unsubscribeUrl());
        }
    }

    /** A comment or value that the footer would have ended must not run on over the clauses. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- x <!-- footer -->f<!-- /footer --></body><!-- y -->",
                "<p title=\"<!-- footer -->\">f<!-- /footer --></body><p title=\"\">",
                "<ul><li hidden>x<!-- footer --><li>f</li><!-- /footer -->{{octroi.info}}</li></ul>"
            })
    void whatStandsAroundIsNeverOpenedByIt(String html) {
        ToolFooter.Mark mark = new ToolFooter.Mark("<!-- footer -->", "<!-- /footer -->");
        ToolFooter rule = new ToolFooter(Optional.of(mark), RULE.text());

        ForeignPart leaf = leaves(mail("7bit", TEXT, "<body>" + html + "\n"), rule).get(1);

        assertThat(leaf.text()).contains("<!-- footer -->", "<!-- /footer -->");
    }

    private static List<ForeignPart> leaves(Octets message, ToolFooter rule) {
        Editing or = Editing.DEFAULT;
        Editing editing =
                new Editing(
                        or.signed(),
                        or.encrypted(),
                        or.invitation(),
                        or.amp(),
                        or.pixels(),
                        or.toolDkim(),
                        rule);
        PlanResult result =
                new MimeRewriter("passerelle.exemple.fr")
                        .plan(Fixture.scanned(message), Fixture.FRENCH, Fixture.TOP, editing);
        assertThat(result).isInstanceOf(PlanResult.Planned.class);
        RewritePlan plan = ((PlanResult.Planned) result).plan();
        return Rewrites.mime4j(Fixture.edited(message, plan).toByteArray());
    }

    private static Octets wide(String charset, String une) {
        return mail(charset, "base64", TEXT.replace("une", une), HTML.replace("une", une));
    }

    private static Octets mail(String encoding, String text, String html) {
        return mail("utf-8", encoding, text, html);
    }

    private static Octets mail(String charset, String encoding, String text, String html) {
        Charset known = Charset.forName(charset);
        return Fixture.message(
                """
                From: a@exemple.fr
                Subject: Une offre
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="=_mgl"

                --=_mgl
                Content-Type: text/plain; charset=%4$s
                Content-Transfer-Encoding: %1$s

                %2$s
                --=_mgl
                Content-Type: text/html; charset=%4$s
                Content-Transfer-Encoding: %1$s

                %3$s
                --=_mgl--
                """
                        .formatted(
                                encoding,
                                encoded(encoding, text, known),
                                encoded(encoding, html, known),
                                charset));
    }

    private static String encoded(String encoding, String text, Charset charset) {
        byte[] octets = text.replace("\n", "\r\n").getBytes(charset);
        return switch (encoding) {
            case "base64" -> Base64.getMimeEncoder().encodeToString(octets);
            case "quoted-printable" -> text.replace("=", "=3D");
            default -> text;
        };
    }
}
