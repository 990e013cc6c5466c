// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Each folder of {@code golden}: {@code in.eml} under {@code settings} gives {@code out.eml}, or is
 * refused with the words in {@code refusal}. What changed on purpose is written anew with {@code
 * -Doctroi.regenerate=true}, and read before it is committed.
 */
final class GoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final int CASES_MIN = 120;
    private static final boolean REGENERATE = Boolean.getBoolean("octroi.regenerate");

    @ParameterizedTest
    @MethodSource("cases")
    void isRewrittenAsReviewed(Path folder) throws IOException {
        Octets message = Octets.of(Corpus.read(folder.resolve("in.eml")));
        String verdict = Fixture.verdict(message, editing(folder));
        if (REGENERATE) {
            regenerate(folder, message, verdict);
        }

        if (Files.exists(folder.resolve("refusal"))) {
            assertThat(verdict).isEqualTo(Files.readString(folder.resolve("refusal")).strip());
            return;
        }
        byte[] output = Rewrites.assertSound(message, facts(folder), editing(folder));
        assertThat(new String(output, StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        new String(
                                Corpus.read(folder.resolve("out.eml")),
                                StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysInOneLineWhyItIsThere(Path folder) throws IOException {
        assertThat(Files.readAllLines(folder.resolve("README"))).hasSize(1);
        assertThat(Files.exists(folder.resolve("out.eml")))
                .isNotEqualTo(Files.exists(folder.resolve("refusal")));
    }

    @Test
    void noCaseIsLost() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES_MIN);
    }

    private static void regenerate(Path folder, Octets message, String verdict) throws IOException {
        Files.deleteIfExists(folder.resolve("out.eml"));
        Files.deleteIfExists(folder.resolve("refusal"));
        if (verdict.contains(": ")) {
            Files.writeString(folder.resolve("refusal"), verdict + "\n");
            return;
        }
        RewritePlan plan = Fixture.planned(message, facts(folder), editing(folder));
        Files.write(folder.resolve("out.eml"), Fixture.edited(message, plan).toByteArray());
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            return folders.sorted().toList();
        }
    }

    /** The cases that are not refused. */
    static List<Path> rewritten() throws IOException {
        return cases().stream().filter(c -> !Files.exists(c.resolve("refusal"))).toList();
    }

    static Editing editing(Path folder) {
        Properties settings = settings(folder);
        Editing shipped = Editing.DEFAULT;
        return new Editing(
                Editing.Opaque.valueOf(settings.getProperty("signed", "WRAP")),
                Editing.Opaque.valueOf(settings.getProperty("encrypted", "REFUSE")),
                Editing.Opaque.valueOf(settings.getProperty("invitation", "REFUSE")),
                Editing.Alternative.valueOf(settings.getProperty("amp", "DROP")),
                Editing.Pixels.valueOf(settings.getProperty("pixels", "STRIP")),
                shipped.toolDkim(),
                shipped.footer());
    }

    static ClauseFacts facts(Path folder) {
        Properties settings = settings(folder);
        ClauseFacts facts =
                Fixture.facts(Language.ofTag(settings.getProperty("language")).orElseThrow());
        String date = settings.getProperty("source-date");
        ClauseFacts named =
                Fixture.named(facts, settings.getProperty("controller", "Société Exemple SAS"));
        ClauseFacts dated =
                Fixture.dated(
                        named,
                        date.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(date)));
        boolean allOffers = Boolean.parseBoolean(settings.getProperty("covers-all-sending"));
        return Fixture.promising(dated, allOffers, false);
    }

    private static Properties settings(Path folder) {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("settings"))) {
            settings.load(reader);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
