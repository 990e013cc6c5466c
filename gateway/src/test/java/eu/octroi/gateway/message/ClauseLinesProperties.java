// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** I-06 on the wire: whatever a company, its agency and its reasons are called. */
final class ClauseLinesProperties {
    private static final int LINE_MAX = 78;

    /** Names may begin with the delimiter. */
    private static final String HEAD =
            """
            From: a@exemple.fr
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            """;

    /** A plain text that says next to nothing, in each way it may be written. */
    private static final List<String> TEXTS =
            List.of(
                    "Content-Type: text/plain\n\nx",
                    "Content-Type: text/plain; charset=utf-8\n\nx\n",
                    "Content-Type: text/plain; charset=us-ascii\n\nx\n",
                    "Content-Type: text/plain; charset=iso-8859-1\n\nx\n",
                    "Content-Type: text/plain; charset=iso-2022-jp\n\nx\n",
                    "Content-Type: text/plain; charset=big5\n\nx\n",
                    "Content-Type: text/plain; charset=x-unknown\n\nx\n",
                    "Content-Type: text/plain; format=flowed; delsp=yes\n\nx\n",
                    "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nx=",
                    "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\neA==",
                    "Content-Type: text/markdown\n\nx\n",
                    "Content-Type: text/enriched\n\nx\n",
                    "Content-Type: text/plain\n\n{{octroi.unsubscribe}}\nx {{octroi.info}}\n",
                    "Content-Type: text/plain\n\nx {{octroi.info}} x {{octroi.unsubscribe}} x\n",
                    "Content-Type: text/html\n\n<p>x\n",
                    "Content-Type: text/html\n\n<p>x {{octroi.info}}\n",
                    "Content-Type: application/pdf\n\nx\n");

    @Property(tries = 3_000, seed = "20261201")
    void noLineOfOursIsLongOrTakenForSomethingElse(
            @ForAll("facts") ClauseFacts facts, @ForAll("texts") String text) {
        Octets message = Fixture.message(HEAD + text + "\n--b--\n");
        PlanResult result = Fixture.plan(message, facts, Editing.DEFAULT);
        Assume.that(result instanceof PlanResult.Planned);

        byte[] output = Fixture.rewritten(message, facts);

        String wire = new String(output, StandardCharsets.ISO_8859_1);
        for (String line : wire.substring(wire.indexOf("\r\n\r\n")).split("\r\n", -1)) {
            assertThat(line).doesNotStartWith("From ").doesNotStartWith(".");
            assertThat(line.startsWith("--") && !isDelimiter(line)).as(line).isFalse();
            boolean isOneWord = !line.strip().contains(" ");
            assertThat(line.length() <= LINE_MAX || isOneWord).as(line).isTrue();
        }
        assertThat(Rewrites.mime4j(output)).isNotEmpty();
        ForeignParsers.mime4j(output).assertSameAs(ForeignParsers.jakarta(output));
    }

    private static boolean isDelimiter(String line) {
        return line.matches("--(b|=_octroi_(message|clauses)_[0-9a-f]{32})(--)?");
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.of(TEXTS);
    }

    @Provide
    static Arbitrary<ClauseFacts> facts() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<List<Language>> languages =
                Arbitraries.of(
                        List.of(
                                List.of(Language.FR),
                                List.of(Language.EN),
                                List.of(Language.EN, Language.FR)));
        return Combinators.combine(
                        names(),
                        names(),
                        names(),
                        names().optional(),
                        languages,
                        either,
                        either,
                        either)
                .as(ClauseLinesProperties::facts);
    }

    private static ClauseFacts facts(
            String controller,
            String address,
            String reason,
            Optional<String> agency,
            List<Language> languages,
            boolean allOffers,
            boolean replyStop,
            boolean isShort) {
        ClauseFacts facts = Fixture.facts(languages.toArray(new Language[0]));
        ClauseFacts.Identity of = facts.identity();
        return new ClauseFacts(
                new ClauseFacts.Identity(
                        controller, of.brand(), of.registration(), address, of.contact(), agency),
                facts.reasons().stream()
                        .map(r -> new ClauseFacts.Reasons(r.texts(), r.purpose(), reason, reason))
                        .toList(),
                facts.sourceDate(),
                new ClauseFacts.Promises(allOffers, replyStop),
                isShort ? ClauseFacts.Length.SHORT : ClauseFacts.Length.LONG,
                facts.pages());
    }

    private static Arbitrary<String> names() {
        Arbitrary<String> plain = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> hostile =
                Arbitraries.of(
                        "From", "--b", "--b--", "--", "-", ".", "..", ">", ">From", "~", "!", "=",
                        "=2E", "é", "œ", "€", "’", "«", ":", "&", "a--b");
        return Arbitraries.oneOf(plain, hostile)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }
}
