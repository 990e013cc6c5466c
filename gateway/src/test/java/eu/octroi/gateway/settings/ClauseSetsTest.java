// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class ClauseSetsTest {
    private static final Path SHIPPED = ShippedFiles.of("config/clauses");

    @TempDir private Path directory;

    @BeforeEach
    void ownSet() throws IOException {
        Path clauses = Files.createDirectory(directory.resolve("clauses"));
        for (Language language : Language.values()) {
            String ending = "-1." + language.code() + ".yaml";
            String shipped = Files.readString(SHIPPED.resolve("octroi" + ending));
            Files.writeString(
                    clauses.resolve("acme" + ending), shipped.replace("set: octroi", "set: acme"));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theJarHoldsTheShippedFiles(Language language) throws IOException {
        ClauseTexts texts = ClauseSets.shipped().texts("octroi-1", language);

        assertThat(texts.file())
                .isEqualTo(Files.readString(SHIPPED.resolve(texts.name() + ".yaml")));
        assertThat(texts.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aSetOfOnesOwnIsFoundBesideTheConfiguration() throws IOException {
        SettingsResult result = read("acme-1");

        assertThat(ReadSettings.problems(result)).isEmpty();
        assertThat(result)
                .isInstanceOfSatisfying(
                        SettingsResult.Valid.class,
                        valid ->
                                assertThat(valid.settings().clauses().texts("acme-1", Language.FR))
                                        .extracting(ClauseTexts::name)
                                        .isEqualTo("acme-1.fr"));
    }

    @Test
    void aSetThatLacksALanguageBlocksTheStart() throws IOException {
        Files.delete(directory.resolve("clauses/acme-1.en.yaml"));

        assertThat(ReadSettings.problems(read("acme-1")))
                .singleElement()
                .asString()
                .contains("lacks the file acme-1.en.yaml");
    }

    @Test
    void aSetNobodyKnowsBlocksTheStart() throws IOException {
        assertThat(ReadSettings.problems(read("octroi-2")))
                .singleElement()
                .asString()
                .contains("must be a configured clause set", "octroi-1");
    }

    @Test
    void aShippedSetCannotBeReworded() throws IOException {
        Files.writeString(
                directory.resolve("clauses/octroi-1.fr.yaml"),
                Files.readString(SHIPPED.resolve("octroi-1.fr.yaml")).replace("gratuit", "libre"));

        assertThat(ReadSettings.problems(read("octroi-1")))
                .singleElement()
                .asString()
                .contains("is shipped and never changes");
    }

    /** placeholders may be added, never removed, and no variant may be missing. */
    @ParameterizedTest
    @CsvFileSource(resources = "/settings/clause-rules.csv", delimiter = '|', quoteCharacter = '\'')
    void aTextThatBreaksARuleBlocksTheStart(String from, String to, String rule)
            throws IOException {
        Path file = directory.resolve("clauses/acme-1.fr.yaml");
        String before = Files.readString(file);
        String oneLine = before.replaceAll("\n {6}", " ").replace(">- ", "");
        String after = quoted(oneLine).replace(from, to);
        assertThat(after).isNotEqualTo(quoted(oneLine));
        Files.writeString(file, after);

        List<Problem> problems = ReadSettings.problems(read("acme-1"));

        assertThat(problems).isNotEmpty();
        assertThat(problems.toString()).contains("acme-1.fr.yaml:").contains(rule);
    }

    /** Each text on one line, so that words to replace are not broken. */
    private static String quoted(String yaml) {
        return yaml.replaceAll("(?m)^( {4}(?:plain|ascii): )(.*)$", "$1\"$2\"");
    }

    private SettingsResult read(String set) throws IOException {
        String stream = "prospecting, purpose: p, reason: r, clauses: " + set;
        String yaml = MinimalFile.YAML.replace("transactional", stream);
        Path file = Files.writeString(directory.resolve("octroi.yaml"), yaml);
        return SettingsFile.read(file, Map.of(), Optional.empty());
    }
}
