// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** How a parser nobody here wrote reads the clauses in HTML, whichever charset it believes. */
final class HtmlReadingsTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";

    /** I-26: MIME says one charset and the HTML another; the accents are right under both. */
    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, utf-8",
        "utf-8, iso-8859-1",
        "utf-8, windows-1252",
        "windows-1252, utf-8",
        "iso-8859-15, koi8-r",
        "us-ascii, utf-8",
        "koi8-r, windows-1251"
    })
    void bothCharsetsShowTheSameClauses(String mime, String meta) {
        Octets message =
                Fixture.message(
                        HEAD
                                + "Content-Type: text/html; charset=%s\n\n".formatted(mime)
                                + "<html><head><meta http-equiv=Content-Type content=\"text/html;"
                                + " charset=%s\"></head><body><p>Offre</p></body></html>\n"
                                        .formatted(meta));

        Octets html =
                ForeignParsers.mime4j(Fixture.rewritten(message, Fixture.FRENCH))
                        .leaves()
                        .getFirst()
                        .content();

        String byMime = Jsoup.parse(html.string(Charset.forName(mime))).body().text();
        String byMeta = Jsoup.parse(html.string(Charset.forName(meta))).body().text();
        assertThat(byMeta).isEqualTo(byMime);
        assertThat(byMime).contains("Société Exemple SAS", "répertoire SIRENE de l'Insee");
    }

    /** I-24: whatever a fragment leaves open, our blocks are the last two elements of the body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Offre</p>",
                "<p>Offre",
                "Offre",
                "<div><p>Offre</p></div>",
                "<div><div>Offre",
                "<b>Offre",
                "<a href=\"https://exemple.fr/\">Offre",
                "<ul><li>Offre",
                "<table><tr><td>Offre</td></tr></table>",
                "<table><tr><td>Offre",
                "<table><tr><td><table><tr><td>Offre",
                "<blockquote>Offre<br>",
                "<h1>Offre</h1>suite",
                "<!-- note --><p>Offre</p><!-- fin -->",
                "<style>p{color:red}</style><p>Offre</p>"
            })
    void ofAFragmentTheClausesAreTheLastUnderTheBody(String html) {
        Octets message =
                Fixture.message(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + html + "\n");

        String output =
                ForeignParsers.mime4j(Fixture.rewritten(message, Fixture.FRENCH))
                        .leaves()
                        .getFirst()
                        .text();

        Element body = Jsoup.parse(output).body();
        Elements children = body.children();
        List<Element> last = children.subList(children.size() - 2, children.size());
        assertThat(last).allMatch(e -> e.is("div[lang=fr][dir=ltr]"));
        assertThat(last.getFirst().text()).startsWith("Pourquoi ce message ?");
        assertThat(last.getLast().text()).startsWith("Vous ne souhaitez plus recevoir");
        Optional<Node> after = Optional.ofNullable(last.getLast().nextSibling());
        while (after.isPresent()) {
            assertThat(after.get() instanceof TextNode text && !text.isBlank()).isFalse();
            after = after.map(Node::nextSibling);
        }
    }
}
