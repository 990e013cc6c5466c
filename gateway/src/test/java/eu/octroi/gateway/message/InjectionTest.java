// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** whatever a value holds, it is read as text or the message is refused with a reason. */
final class InjectionTest {
    private static final String HEAD = "From: a@exemple.fr\nSubject: x\nMIME-Version: 1.0\n";

    private static final List<String> INERT =
            List.of(
                    "\"><script>alert(1)</script>",
                    "' onmouseover='alert(1)",
                    "</span></div><div hidden>",
                    "<!--",
                    "-->",
                    "]]>",
                    "<![CDATA[",
                    "&lt;b&gt; & &#60;",
                    "<img src=x>",
                    "=?utf-8?Q?=3Cb=3E?=",
                    "[[x]]: <y>",
                    "{x}",
                    "$1 \\1 %s",
                    "=0D=0ABcc: x",
                    "--=_boundary",
                    ".",
                    "From x",
                    "javascript:alert(1)",
                    "a@b.example");

    private static final List<String> REFUSED =
            List.of(
                    "a\r\nBcc: x@example.org",
                    "a\nb",
                    "a\rb",
                    "a\0b",
                    "a\u0001b",
                    "a\tb",
                    "a\u0085b",
                    "a\u2028b",
                    "a\u202eb",
                    "a\u2066b",
                    "a\u200fb",
                    "{{unsub_url}}",
                    "{{controller}}",
                    "x}}",
                    "https://evil.example/",
                    "www.evil.example",
                    "x".repeat(501),
                    "",
                    " ");

    /** One value of the facts at a time. */
    private enum Place {
        CONTROLLER,
        BRAND,
        REGISTRATION,
        ADDRESS,
        CONTACT,
        AGENCY,
        PURPOSE,
        REASON,
        SOURCE
    }

    record Case(Place place, String value) {}

    static Stream<Case> inert() {
        return cases(INERT);
    }

    static Stream<Case> refused() {
        return cases(REFUSED);
    }

    private static Stream<Case> cases(List<String> values) {
        return Stream.of(Place.values())
                .flatMap(place -> values.stream().map(value -> new Case(place, value)));
    }

    @ParameterizedTest
    @MethodSource("inert")
    void whatIsInertIsReadAsItStands(Case one) {
        Octets html = Fixture.message(HEAD + "Content-Type: text/html\n\n<p>x</p>\n");
        ClauseFacts facts = facts(one);

        String output = Rewrites.mime4j(Fixture.rewritten(html, facts)).getFirst().text();

        Document document = Jsoup.parse(output);
        assertThat(document.select("div")).hasSize(2);
        assertThat(document.getAllElements())
                .extracting(e -> e.normalName())
                .containsOnly("#root", "html", "head", "body", "p", "div", "span", "a");
        assertThat(document.select("a")).hasSize(2);
        assertThat(document.select("[onmouseover], [hidden]")).isEmpty();
        if (one.place() != Place.BRAND) {
            String words = one.value().replaceAll("\\s+", " ");
            assertThat(document.text()).contains(words);
            assertThat(oneLine(plain(facts))).contains(words);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotInertIsRefusedWithAReason(Case one) {
        Octets message = Fixture.message(HEAD + "\nx\n");

        assertThat(Fixture.plan(message, facts(one)))
                .isInstanceOfSatisfying(
                        PlanResult.Unsupported.class,
                        refused ->
                                assertThat(refused.why())
                                        .contains(
                                                one.place()
                                                        .name()
                                                        .toLowerCase(java.util.Locale.ROOT)));
    }

    /** Every field a tool may set: taken as text, or refused with the name of the field. */
    @ParameterizedTest
    @ValueSource(strings = {"Campaign", "Source", "Reason", "Collected-On", "Language", "Class"})
    void aFieldOfTheToolIsTakenAsTextOrRefused(String field) {
        for (String value :
                List.of(
                        "\"><script>",
                        "=?utf-8?Q?a=0D=0ABcc:_x?=",
                        "=?utf-8?Q?a=00b?=",
                        "=?utf-8?Q?a=E2=80=AEb?=",
                        "{{octroi.info}}",
                        "",
                        "x".repeat(201))) {
            Octets message = Fixture.message(HEAD + "X-Octroi-" + field + ": " + value + "\n\nx\n");

            switch (MessageScanner.scan(message)) {
                case ScanResult.Refused refused ->
                        assertThat(refused.why())
                                .containsPattern(
                                        "(?i)x-octroi-"
                                                + field
                                                + "|an encoded word of a header field hides")
                                .doesNotContain("<script>");
                case ScanResult.Scanned scanned -> {
                    assertThat(value).isIn("\"><script>", "{{octroi.info}}");
                    assertThat(scanned.message().fields().toString()).contains(value);
                    assertThat(output(message)).doesNotContain("X-Octroi-" + field, "Bcc");
                }
            }
        }
    }

    private static String output(Octets message) {
        return new String(Fixture.rewritten(message, Fixture.FRENCH), StandardCharsets.US_ASCII);
    }

    private static String plain(ClauseFacts facts) {
        Octets message = Fixture.message(HEAD + "Content-Type: text/plain; charset=utf-8\n\nx\n");
        return Rewrites.mime4j(Fixture.rewritten(message, facts)).getFirst().text();
    }

    private static ClauseFacts facts(Case one) {
        ClauseFacts facts = Fixture.facts(Language.FR);
        ClauseFacts.Identity of = facts.identity();
        ClauseFacts.Reasons why = facts.reasons().getFirst();
        return new ClauseFacts(
                new ClauseFacts.Identity(
                        put(one, Place.CONTROLLER, of.controller()),
                        put(one, Place.BRAND, of.brand()),
                        put(one, Place.REGISTRATION, of.registration()),
                        put(one, Place.ADDRESS, of.address()),
                        put(one, Place.CONTACT, of.contact()),
                        one.place() == Place.AGENCY ? Optional.of(one.value()) : Optional.empty()),
                List.of(
                        new ClauseFacts.Reasons(
                                why.texts(),
                                put(one, Place.PURPOSE, why.purpose()),
                                put(one, Place.REASON, why.reason()),
                                put(one, Place.SOURCE, why.source()))),
                facts.sourceDate(),
                facts.promises(),
                facts.length(),
                facts.pages());
    }

    private static String put(Case one, Place place, String otherwise) {
        return one.place() == place ? one.value() : otherwise;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
