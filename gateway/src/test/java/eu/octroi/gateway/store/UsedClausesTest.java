// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.ClauseSets;
import eu.octroi.gateway.settings.ClauseTexts;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** What the record keeps of clause texts and purposes. */
final class UsedClausesTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-03T08:00:00Z");
    private static final StreamId STREAM = new StreamId("offers");

    @TempDir private Path directory;
    private DataDirectory data;
    private RecordDatabase record;

    @BeforeEach
    void open() throws IOException {
        data = DataDirectory.open(directory.resolve("data"));
        record = RecordDatabase.open(data, new SimpleMeterRegistry());
        Files.createDirectory(directory.resolve("clauses"));
        for (Language language : Language.values()) {
            String file = ClauseSets.shipped().texts(ClauseSets.SHIPPED, language).file();
            write("acme-1." + language.code(), file.replace("set: octroi", "set: acme"));
        }
    }

    @AfterEach
    void close() {
        record.close();
        data.close();
    }

    @Test
    void textsInUseStayAsTheyWere() throws IOException {
        Settings settings = settings("p");
        assertThat(UsedClauses.problems(settings)).isEmpty();
        UsedClauses.keep(record, settings, at(MONDAY));
        UsedClauses.keep(record, settings, at(TUESDAY));
        assertThat(UsedClauses.problems(settings)).isEmpty();

        ClauseTexts before = settings.clauses().texts("acme-1", Language.FR);
        write("acme-1.fr", before.file().replace("sans frais", "gratuitement"));
        Settings changed = settings("p");

        String rule =
                "acme-1.fr.yaml: set: \"acme-1\" was in use with other words: put them back, and"
                        + " give the new ones a new version";
        assertThat(UsedClauses.problems(changed)).singleElement().hasToString(rule);
        assertThatThrownBy(() -> UsedClauses.keep(record, changed, at(TUESDAY)))
                .isInstanceOf(StoreException.class)
                .hasMessage(rule);
        assertThat(UsedClauses.texts(record, before.sha256())).contains(before);
        assertThat(UsedClauses.texts(record, "00")).isEmpty();
    }

    @Test
    void beforeTheFirstStartNothingWasInUse() throws IOException {
        Settings elsewhere = settings("p", directory.resolve("new"));

        assertThat(UsedClauses.problems(elsewhere)).isEmpty();
    }

    @Test
    void aChangedPurposeIsToldFromThenOn() throws IOException {
        assertThat(StreamPurposes.changed(record, settings("payroll"), at(MONDAY))).isEmpty();
        assertThat(StreamPurposes.changed(record, settings("payroll"), at(TUESDAY))).isEmpty();

        var changed = StreamPurposes.changed(record, settings("insurance"), at(TUESDAY));

        assertThat(changed).containsExactly(Map.entry(STREAM, TUESDAY));
        Clock later = at(TUESDAY.plusSeconds(99));
        assertThat(StreamPurposes.changed(record, settings("insurance"), later)).isEqualTo(changed);
    }

    private void write(String name, String file) throws IOException {
        Files.writeString(directory.resolve("clauses/" + name + ".yaml"), file);
    }

    private Settings settings(String purpose) throws IOException {
        return settings(purpose, data.root());
    }

    private Settings settings(String purpose, Path dataDirectory) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("octroi.yaml"),
                        """
                        delivery: {smarthost: {address: "127.0.0.1:1025"}}
                        controllers:
                          c:
                            legal-name: C SAS
                            registration: RCS 1
                            address: Lyon
                            contact: dpo@c.example
                            clauses: acme-1
                            domains: {c.example: {selector: s}}
                        streams:
                          offers: {controller: c, class: prospecting, purpose: %s, reason: r}
                        credentials: {u: {stream: offers}}
                        """
                                .formatted(purpose));
        return ReadSettings.of(file, Map.of(), Optional.of(dataDirectory));
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
