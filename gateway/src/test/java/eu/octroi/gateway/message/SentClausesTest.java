// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.settings.ClauseTexts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** what was sent can be said again, octet for octet, from what the archive keeps. */
final class SentClausesTest {
    private static final String TOKEN =
            "AQAAAAEAAAABq83vEjRWeJCrze8SNFZ4kAGNfxk3RLZ3iavN7xIzRVZ3iavN7w";

    static List<Path> golden() throws Exception {
        return GoldenTest.rewritten();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyGoldenMessagesClausesAreRenderedAgain(Path folder) {
        Octets message = Octets.of(Corpus.read(folder.resolve("in.eml")));
        RewritePlan plan =
                Fixture.planned(message, GoldenTest.facts(folder), GoldenTest.editing(folder));
        byte[] output = Fixture.edited(message, plan).toByteArray();
        SaidClauses said = plan.treatment().said().getFirst();
        assertThat(plan.clauses()).isEqualTo(said.reference());

        SentClauses again = SentClauses.of(said, SentClausesTest::archived, TOKEN);

        long texts = 0;
        for (ForeignPart leaf : Rewrites.mime4j(output)) {
            if (!leaf.attachment() && hasClauses(leaf)) {
                texts++;
                assertThat(forms(again, leaf)).as(leaf.text()).contains(true);
            }
        }
        assertThat(texts).isPositive();
    }

    private static boolean hasClauses(ForeignPart leaf) {
        return leaf.text().contains("https://exemple.fr/u/" + TOKEN);
    }

    /** Which forms stand whole in the leaf. */
    private static List<Boolean> forms(SentClauses again, ForeignPart leaf) {
        String text = read(leaf);
        return again.forms().stream()
                .map(pair -> text.contains(pair.information()) && text.contains(pair.opposition()))
                .toList();
    }

    /** The text as a program shows it that knows the type's line ends and less-than signs. */
    private static String read(ForeignPart leaf) {
        return switch (leaf.type()) {
            case "text/enriched" -> leaf.text().replace("\r\n\r\n", "\r\n").replace("<<", "<");
            case "text/richtext" -> leaf.text().replace("<nl>\r\n", "\r\n").replace("<lt>", "<");
            default -> leaf.text();
        };
    }

    private static Optional<ClauseTexts> archived(String sha256) {
        return Stream.of(Language.values())
                .map(Fixture::texts)
                .filter(texts -> texts.sha256().equals(sha256))
                .flatMap(texts -> ClauseTexts.read(texts.file()).stream())
                .findFirst();
    }

    /** Also in the forms that no golden message has. */
    @Test
    void everyFactComesBackFromTheArchive() {
        ClauseFacts facts =
                Fixture.dated(
                        Fixture.sentBy(
                                Fixture.promising(
                                        Fixture.shortened(Fixture.facts(Language.FR, Language.EN)),
                                        true,
                                        true),
                                "Force = Plus"),
                        Optional.empty());

        SaidClauses said = SaidFacts.write(facts);

        assertThat(said.texts()).isEqualTo("octroi-1.fr+en");
        assertThat(SaidFacts.write(SaidFacts.read(said, SentClausesTest::archived)))
                .isEqualTo(said);
        assertThat(said.reference()).matches("octroi-1\\.fr\\+en/0a1b2c3d/[0-9a-f]{32}");
    }

    @Test
    void whatTheArchiveLacksIsNotMadeUp() {
        SaidClauses said = SaidFacts.write(Fixture.FRENCH);

        assertThatThrownBy(() -> SentClauses.of(said, _ -> Optional.empty(), TOKEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the archive has no texts");
    }
}
