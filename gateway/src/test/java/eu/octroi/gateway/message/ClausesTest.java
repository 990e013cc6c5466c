// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the clauses say under which facts, and that they can be read. */
final class ClausesTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";
    private static final Octets PLAIN =
            Fixture.message(HEAD + "Content-Type: text/plain; charset=utf-8\n\nBonjour.\n");
    private static final Octets HTML =
            Fixture.message(
                    HEAD
                            + "Content-Type: text/html; charset=utf-8\n\n"
                            + "<html><body><p>Bonjour.</p></body></html>\n");
    private static final ClauseFacts BOTH = Fixture.facts(Language.FR, Language.EN);

    /** nothing is promised that is not true today. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void clauseBPromisesWhatIsTrue(boolean allOffers, boolean replyStop) {
        ClauseFacts facts = Fixture.promising(BOTH, allOffers, replyStop);

        for (String text : List.of(shown(PLAIN, facts), shown(HTML, facts))) {
            assertThat(text.contains("répondre STOP à ce message")).isEqualTo(replyStop);
            assertThat(text.contains("simply reply STOP")).isEqualTo(replyStop);
            assertThat(text.contains("toutes nos offres et prend effet immédiatement"))
                    .isEqualTo(allOffers);
            assertThat(text.contains("all our offers and takes effect at once"))
                    .isEqualTo(allOffers);
        }
        ClauseBlocks ascii = Clauses.of(facts).ascii();
        assertThat(ascii.opposition().contains("STOP")).isEqualTo(replyStop);
        assertThat(ascii.opposition().contains("effet immediat")).isEqualTo(allOffers);
    }

    /** */
    @Test
    void anAgencyIsNamedBeforeEveryFormOfClauseA() {
        for (ClauseFacts facts : List.of(BOTH, Fixture.shortened(BOTH))) {
            ClauseFacts sent = Fixture.sentBy(facts, "Force & Plus");

            String french =
                    "Message transmis par Force & Plus pour le compte de Société Exemple SAS. ";
            String english = "Sent by Force & Plus on behalf of Société Exemple SAS. ";
            assertThat(shown(PLAIN, sent)).containsOnlyOnce(french).containsOnlyOnce(english);
            assertThat(shown(HTML, sent)).containsOnlyOnce(french).containsOnlyOnce(english);
            assertThat(oneLine(Clauses.of(sent).ascii().information()))
                    .contains("Message transmis par Force & Plus pour le compte de Societe Ex")
                    .contains("Sent by Force & Plus on behalf of Societe Exemple SAS. ");
        }
    }

    @Test
    void anEmptyAgencyIsRefused() {
        assertThat(Fixture.plan(PLAIN, Fixture.sentBy(BOTH, " ")))
                .hasToString(
                        "Unsupported[tag=IDENTITY_MISSING, why=nothing is given for agency of the"
                                + " clauses]");
    }

    /** to readers of other languages, each language has both blocks. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inTwoLanguagesBothClausesStandTwice(boolean isShort) {
        ClauseFacts facts = isShort ? Fixture.shortened(BOTH) : BOTH;

        for (Octets message : List.of(PLAIN, HTML)) {
            String text = shown(message, facts);
            assertThat(text)
                    .containsOnlyOnce("Vous ne souhaitez plus recevoir")
                    .containsOnlyOnce("Prefer not to hear from us again?")
                    .containsOnlyOnce(
                            isShort ? "Origine de vos coordonnées" : "Pourquoi ce message ?")
                    .containsOnlyOnce(
                            isShort ? "Where your details come from" : "Why this message?");
        }
        Elements blocks = blocks(facts);
        assertThat(blocks.eachAttr("lang")).containsExactly("fr", "en", "fr", "en");
    }

    /** also the short form names who, why, from where, and how to answer. */
    @ParameterizedTest
    @MethodSource("languages")
    void theShortFormHasEverythingItMust(Language language) {
        ClauseFacts facts = Fixture.shortened(Fixture.facts(language));
        ClauseFacts.Reasons reasons = Fixture.reasons(language);

        for (Octets message : List.of(PLAIN, HTML)) {
            assertThat(shown(message, facts))
                    .contains("Société Exemple SAS, 1 rue de la Paix, 75002 Paris")
                    .contains(reasons.reason(), reasons.source(), "contact@exemple.fr")
                    .doesNotContain("Pourquoi ce message", "Why this message");
        }
    }

    static Language[] languages() {
        return Language.values();
    }

    /** two blocks, and B says everything by itself. */
    @Test
    void theOppositionIsABlockOfItsOwn() {
        String plain = decoded(PLAIN, Fixture.FRENCH);
        assertThat(plain).contains("contact@exemple.fr\r\n\r\nVous ne souhaitez plus");

        Elements blocks = blocks(Fixture.FRENCH);
        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(1).text())
                .isEqualTo(
                        "Vous ne souhaitez plus recevoir nos messages ? Dites-le-nous ici,"
                                + " simplement, sans frais et sans justification");
        assertThat(blocks.get(1).select("a").attr("href"))
                .isEqualTo(Fixture.LINKS.unsubscribeUrl());
    }

    /** markers take each form of the clauses. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html"})
    void markersTakeEveryForm(String type) {
        Octets message =
                Fixture.message(
                        HEAD
                                + ("Content-Type: " + type + "; charset=utf-8\n\n")
                                + "<p>un</p>\n{{octroi.info}}\n<p>deux</p>\n"
                                + "{{octroi.unsubscribe}}\n<p>trois</p>\n"
                                + "<a href=\"{{octroi.unsubscribe_url}}\">x</a>"
                                + " {{octroi.notice_url}}\n");
        for (ClauseFacts facts : List.of(BOTH, Fixture.shortened(BOTH))) {
            String text = shown(message, Fixture.sentBy(facts, "Force Plus"));

            assertThat(text)
                    .containsSubsequence(
                            "un",
                            "Message transmis par Force Plus",
                            "Sent by Force Plus",
                            "deux",
                            "Vous ne souhaitez plus",
                            "Prefer not to hear",
                            "trois")
                    .doesNotContain("{{")
                    .containsOnlyOnce("Vous ne souhaitez plus")
                    .containsOnlyOnce("Sent by");
            assertThat(decoded(message, facts)).contains(Fixture.LINKS.unsubscribeUrl() + "\">x");
        }
    }

    /** A-13, WCAG 1.4.3: every colour a block names, on the background it names. */
    @Test
    void theClausesAreLegible() {
        for (Element block : blocks(BOTH)) {
            String background = last(declared(block).get("background-color"));
            for (Element element : block.getAllElements()) {
                Map<String, List<String>> style = declared(element);
                for (String colour : style.getOrDefault("color", List.of())) {
                    assertThat(contrast(colour, background)).isGreaterThanOrEqualTo(4.5);
                }
                for (String size : style.getOrDefault("font-size", List.of())) {
                    assertThat(Integer.parseInt(size.replace("px", ""))).isGreaterThanOrEqualTo(12);
                }
            }
            assertThat(block.attr("lang")).isIn("fr", "en");
            assertThat(block.attr("dir")).isEqualTo("ltr");
            assertThat(block.closest("body")).isNotNull();
            assertThat(block.closest("[hidden], [inert], template, details, [aria-hidden]"))
                    .isNull();
            assertThat(block.select("img, svg, script, style, link")).isEmpty();
            assertThat(block.select("a").eachText()).allSatisfy(t -> assertThat(t).isNotBlank());
        }
    }

    private static Elements blocks(ClauseFacts facts) {
        Document document = Jsoup.parse(decoded(HTML, facts));
        return document.body().select("div[lang]");
    }

    private static Map<String, List<String>> declared(Element element) {
        return Arrays.stream(element.attr("style").split(";", -1))
                .map(declaration -> declaration.split(":", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        Collectors.groupingBy(
                                pair -> pair[0].strip(),
                                Collectors.mapping(
                                        pair -> pair[1].replace("!important", "").strip(),
                                        Collectors.toList())));
    }

    private static String last(@org.jspecify.annotations.Nullable List<String> values) {
        assertThat(values).isNotNull();
        return values.getLast();
    }

    private static double contrast(String one, String other) {
        List<Double> both = Arrays.asList(luminance(one), luminance(other));
        return (Collections.max(both) + 0.05) / (Collections.min(both) + 0.05);
    }

    private static double luminance(String colour) {
        double[] channels =
                Pattern.compile("[0-9a-f]{2}")
                        .matcher(colour)
                        .results()
                        .map(MatchResult::group)
                        .mapToDouble(hex -> Integer.parseInt(hex, 16) / 255.0)
                        .map(c -> c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
                        .toArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    private static String shown(Octets message, ClauseFacts facts) {
        String text = decoded(message, facts);
        return oneLine(text.contains("<p>") ? Jsoup.parse(text).text() : text);
    }

    private static String decoded(Octets message, ClauseFacts facts) {
        return Rewrites.mime4j(Fixture.rewritten(message, facts)).getFirst().text();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
