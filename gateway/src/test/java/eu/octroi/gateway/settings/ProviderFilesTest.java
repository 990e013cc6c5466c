// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Profiles of providers: those in the jar, and the operator's beside the configuration. */
final class ProviderFilesTest {
    private static final String ACME = "provider: acme\nexchangers: [acme.test]\n";

    @TempDir private Path directory;

    @BeforeEach
    void providers() throws IOException {
        Files.createDirectory(directory.resolve("providers"));
    }

    @Test
    void orangeTakesTwoConnectionsOfAHundredMessages() {
        ProviderProfile orange = named("orange", ProviderProfiles.shipped());

        assertThat(orange.connectionsMax()).isEqualTo(2);
        assertThat(orange.messagesPerConnectionMax()).isEqualTo(100);
        assertThat(orange.hasExchanger("smtp-in.orange.fr")).isTrue();
        assertThat(orange.hasExchanger("smtp-in.blorange.fr")).isFalse();
        assertThat(orange.pauses())
                .extracting(ProviderProfile.Pause::says)
                .containsExactly("OFR_", "OFR0")
                .noneMatch("450 4.2.2 <SOFRECO@orange.fr>: mailbox full"::contains);
    }

    @Test
    void theJarHoldsTheShippedFiles() throws IOException {
        Path shipped = ShippedFiles.of("config/providers");

        try (Stream<Path> files = Files.list(shipped)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            ProviderProfiles.shipped().all().stream()
                                    .map(ProviderProfile::name)
                                    .toList());
        }
        for (ProviderProfile profile : ProviderProfiles.shipped().all()) {
            String file = profile.name() + ".yaml";
            assertThat(YamlFiles.shipped("/providers/" + file))
                    .isEqualTo(Files.readString(shipped.resolve(file)));
        }
    }

    @Test
    void aProfileOfOnesOwnIsAddedAndOneOfTheSameNameReplacesTheShippedOne() throws IOException {
        write("acme", ACME + "connections-max: 7\n");
        write(
                "orange",
                """
                provider: orange
                exchangers: [orange.fr]
                connections-max: 1
                messages-per-minute-max: 60
                pauses: [{says: "OFR_1", first: 1m, longest: 2m}]
                """);

        SettingsResult result = read();

        assertThat(result).isInstanceOf(SettingsResult.Valid.class);
        ProviderProfiles profiles =
                ((SettingsResult.Valid) result).settings().delivery().mx().providers();
        assertThat(named("acme", profiles).connectionsMax()).isEqualTo(7);
        ProviderProfile orange = named("orange", profiles);
        assertThat(orange.connectionsMax()).isOne();
        assertThat(orange.messagesPerConnectionMax()).isZero();
        assertThat(orange.messagesPerMinuteMax()).isEqualTo(60);
        assertThat(orange.pauses())
                .containsExactly(
                        new ProviderProfile.Pause(
                                "OFR_1", Duration.ofMinutes(1), Duration.ofMinutes(2)));
        assertThat(named("gmail", profiles).connectionsMax()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
"""
0                          | 3:18: connections-max: "0" must be a number from 1
1/rate: 5                  | 4:1: rate: is unknown
1/domains: [é.fr]          | 4:11: domains[0]: "é.fr" must be a domain name
1/domains: [orange.fr]     | 4:10: domains: orange.fr belongs to acme and orange
1/pauses: [{first: 1m}]    | pauses[0].says: is missing; it must be one line
1/pauses: [{says: OK, first: 1m}]   | pauses[0].says: "OK" must be one line
1/pauses: [{says: busy, first: 2d}] | pauses[0].first: "2d" must be a duration
1/pauses: [{says: busy, first: 5m, longest: 1m}] | longest: must not be shorter
""")
    void whatIsWrongIsToldByLineAndKey(String rest, String problem) throws IOException {
        write("acme", ACME + "connections-max: " + rest.replace('/', '\n') + "\n");

        assertThat(ReadSettings.problems(read()))
                .anySatisfy(told -> assertThat(told.toString()).contains(problem));
    }

    @ParameterizedTest
    @CsvSource({"default", "smarthost"})
    void labelsThatAreTakenAreNoNames(String name) throws IOException {
        write(name, ACME.replace("provider: acme", "provider: " + name) + "connections-max: 1\n");

        assertThat(ReadSettings.problems(read()))
                .singleElement()
                .asString()
                .contains(name + ".yaml:1:11", "neither default nor smarthost");
    }

    @Test
    void aProfileIsInTheFileOfItsName() throws IOException {
        write("other", ACME + "connections-max: 1\n");

        assertThat(ReadSettings.problems(read()))
                .singleElement()
                .asString()
                .contains("must be in a file of its name, acme.yaml");
    }

    @Test
    void aProfileNamesWhatItIsRecognisedBy() throws IOException {
        write("acme", "provider: acme\nconnections-max: 1\n");

        assertThat(ReadSettings.problems(read()))
                .singleElement()
                .asString()
                .contains("exchangers: or domains must name what it is recognised by");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(directory.resolve("providers/" + name + ".yaml"), yaml);
    }

    private SettingsResult read() throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), MinimalFile.YAML);
        return SettingsFile.read(file, Map.of(), Optional.empty());
    }

    private static ProviderProfile named(String name, ProviderProfiles profiles) {
        List<ProviderProfile> named =
                profiles.all().stream().filter(p -> p.name().equals(name)).toList();
        assertThat(named).hasSize(1);
        return named.getFirst();
    }
}
