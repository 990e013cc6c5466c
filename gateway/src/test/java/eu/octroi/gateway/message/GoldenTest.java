// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Each folder of {@code golden}: {@code in.eml} under {@code settings} gives {@code out.eml}. */
final class GoldenTest {

    @ParameterizedTest
    @MethodSource("cases")
    void isRewrittenAsReviewed(Path folder) {
        Octets message = Octets.of(Corpus.read(folder.resolve("in.eml")));

        byte[] output = Rewrites.assertSound(message, facts(folder));

        assertThat(new String(output, StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        new String(
                                Corpus.read(folder.resolve("out.eml")),
                                StandardCharsets.ISO_8859_1));
    }

    static List<Path> cases() throws URISyntaxException, IOException {
        Path golden =
                Path.of(Objects.requireNonNull(GoldenTest.class.getResource("/golden")).toURI());
        try (Stream<Path> folders = Files.list(golden)) {
            return folders.sorted().toList();
        }
    }

    static ClauseFacts facts(Path folder) {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("settings"))) {
            settings.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
}
