// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** what the clauses must say stands once in each text that a reader may be shown. */
final class ClauseValuesTest {
    private static final String ALTERNATIVE =
            """
            From: a@exemple.fr
            Subject: x
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8

            Bonjour.
            --b
            Content-Type: text/html; charset=utf-8

            <p>Bonjour.</p>
            --b--
            """;

    @ParameterizedTest
    @CsvSource({"FR, LONG", "EN, LONG", "FR, SHORT", "EN, SHORT"})
    void eachValueStandsOnceInEachAlternative(Language language, ClauseFacts.Length length) {
        ClauseFacts whole = Fixture.facts(language);
        ClauseFacts facts = length == ClauseFacts.Length.SHORT ? Fixture.shortened(whole) : whole;
        byte[] output = Fixture.rewritten(Fixture.message(ALTERNATIVE), facts);

        List<ForeignPart> texts = ForeignParsers.mime4j(output).leaves();

        assertThat(texts).hasSize(2);
        for (ForeignPart text : texts) {
            for (String value : values(facts)) {
                assertThat(count(text, value)).as(value + " in " + text.visible()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rewritten")
    void eachValueStandsOnceMoreInEachTextThatChanged(Path folder) {
        ClauseFacts facts = GoldenTest.facts(folder);
        Octets message = Octets.of(Corpus.read(folder.resolve("in.eml")));
        List<ForeignPart> before = texts(message.toByteArray());
        List<ForeignPart> after = texts(Corpus.read(folder.resolve("out.eml")));
        int said = 0;
        for (ForeignPart text : after) {
            int rank = after.indexOf(text);
            Optional<ForeignPart> was =
                    rank < before.size() ? Optional.of(before.get(rank)) : Optional.empty();
            if (was.filter(w -> w.content().equals(text.content())).isPresent()) {
                continue;
            }
            boolean stripped = count(text, facts.identity().registration()) == 0;
            said += stripped ? 0 : 1;
            for (String value : stripped ? List.<String>of() : values(facts)) {
                int had = was.map(w -> count(w, value)).orElse(0);
                assertThat(count(text, value) - had).as(value + " in " + text).isEqualTo(1);
            }
        }
        assertThat(said).isPositive();
    }

    static List<Path> rewritten() throws IOException {
        return GoldenTest.rewritten();
    }

    /** The identity, the purpose, the reason, the source, and how to answer. */
    private static List<String> values(ClauseFacts facts) {
        ClauseFacts.Identity identity = facts.identity();
        List<String> values =
                new ArrayList<>(
                        List.of(identity.controller(), identity.address(), identity.contact()));
        for (ClauseFacts.Reasons reasons : facts.reasons()) {
            values.add(reasons.reason());
            values.add(reasons.source());
            if (facts.length() == ClauseFacts.Length.LONG) {
                values.add(identity.registration());
                values.add(reasons.purpose());
            }
        }
        return values;
    }

    private static List<ForeignPart> texts(byte[] message) {
        return ForeignParsers.mime4j(message).leaves().stream()
                .filter(leaf -> leaf.isText() && !leaf.attachment())
                .toList();
    }

    private static int count(ForeignPart text, String value) {
        return Rewrites.count(ascii(text.visible()), ascii(value));
    }

    /** Where a charset has no accents the clauses have none. */
    private static String ascii(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace('’', '\'')
                .replace("œ", "oe");
    }
}
