// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a right configuration becomes. */
final class SettingsFileTest {
    private static final Path SHIPPED = ShippedFiles.of("config/octroi.yaml");

    @TempDir private Path directory;

    @Test
    void theShippedFileIsValidAsItIs() {
        Settings settings = valid(SHIPPED, Map.of());

        Stream stream = Objects.requireNonNull(settings.streams().get(new StreamId("prospection")));
        assertThat(stream.streamClass()).isEqualTo(StreamClass.PROSPECTING);
        assertThat(stream.caps())
                .containsExactly(new Stream.Cap(Cap.Per.RECIPIENT, 1, Duration.ofDays(30)));
        assertThat(source(settings, "sirene").acquired()).contains(LocalDate.of(2026, 10, 1));
        assertThat(source(settings, "sirene").label().in(Language.EN))
                .isEqualTo("Insee's SIRENE register");
        assertThat(controller(settings, "exemple").domains())
                .containsEntry("exemple.fr", new SigningDomain("octroi", Optional.empty()));
        assertThat(settings.credentials().get(new CredentialId("outil")))
                .isEqualTo(
                        new Credential(
                                new StreamId("prospection"),
                                Optional.empty(),
                                false,
                                AnswerProfile.REFUSE));
        assertThat(settings.listen().smtp().trustedNetworks())
                .map(Network::toString)
                .containsExactly("127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
    }

    @Test
    void theShippedFileNeedsNoWarning() {
        assertThat(SettingsFile.read(SHIPPED, Map.of(), Optional.empty()))
                .isInstanceOfSatisfying(
                        SettingsResult.Valid.class,
                        valid -> assertThat(valid.warnings()).isEmpty());
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws IOException {
        Settings settings = valid(write(MinimalFile.YAML), Map.of());

        assertThat(settings.data()).isEqualTo(Path.of("data"));
        assertThat(settings.limits()).isEqualTo(InboundLimits.DEFAULTS);
        assertThat(settings.spool()).isEqualTo(SpoolSettings.DEFAULTS);
        assertThat(settings.delivery().timeouts())
                .isEqualTo(DeliverySettings.ClientTimeouts.DEFAULTS);
        assertThat(settings.listen().smtp().address()).hasToString("127.0.0.1:2525");
        assertThat(settings.listen().smtps().address()).isEmpty();
        assertThat(settings.listen().web().publicUrl()).hasToString("http://127.0.0.1:8080");
        assertThat(settings.checks().dns()).isEqualTo(Checks.Strictness.WARN);
        assertThat(controller(settings, "c").brand()).isEqualTo("C SAS");
    }

    @Test
    void dnsChecksAreRequiredWhenSendingBeyondLoopback() throws IOException {
        Settings settings =
                valid(
                        write(MinimalFile.YAML),
                        Map.of("delivery.smarthost.address", "smtp.example.org:25"));

        assertThat(settings.checks().dns()).isEqualTo(Checks.Strictness.REQUIRE);
    }

    @Test
    void anOverrideReplacesOneKeyAndCreatesItWhenAbsent() {
        Settings settings =
                valid(
                        SHIPPED,
                        Map.of(
                                "listen.smtp.address", "[::1]:0",
                                "limits.recipients-max", "100",
                                "listen.smtp.trusted-networks", "[10.0.0.0/8]",
                                "controllers.exemple.domains.exemple.fr.selector", "s2"));

        assertThat(settings.listen().smtp().address()).isEqualTo(new Endpoint("::1", 0));
        assertThat(settings.limits().recipientsMax()).isEqualTo(100);
        assertThat(settings.listen().smtp().trustedNetworks()).hasSize(1);
        assertThat(controller(settings, "exemple").domains())
                .containsExactly(
                        Map.entry("exemple.fr", new SigningDomain("s2", Optional.empty())));
    }

    @Test
    void theDataOptionWinsOverFileAndOverride() {
        SettingsResult result =
                SettingsFile.read(SHIPPED, Map.of("data", "x"), Optional.of(directory));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SettingsResult.Valid.class,
                        valid -> assertThat(valid.settings().data()).isEqualTo(directory));
    }

    @Test
    void keyFilesAreLookedForBesideTheConfigurationFile() throws IOException {
        Files.writeString(directory.resolve("password"), "a password");

        Settings settings =
                valid(
                        write(MinimalFile.YAML),
                        Map.of(
                                "delivery.smarthost.tls", "required",
                                "delivery.smarthost.username", "u",
                                "delivery.smarthost.password-file", "password",
                                "keys.token", "later/token"));

        assertThat(settings.delivery().smarthost().orElseThrow().passwordFile())
                .contains(directory.resolve("password"));
        assertThat(settings.keys().token()).contains(directory.resolve("later/token"));
    }

    @Test
    void namesKeepTheOrderOfTheFile() throws IOException {
        String more = "sources:\n  z: {label: Z, kind: own}\n  a: {label: A, kind: own}\n";

        Settings settings = valid(write(MinimalFile.YAML + more), Map.of());

        assertThat(List.copyOf(settings.sources().keySet()))
                .containsExactly(new SourceId("z"), new SourceId("a"));
    }

    private static Source source(Settings settings, String name) {
        return Objects.requireNonNull(settings.sources().get(new SourceId(name)));
    }

    private static Controller controller(Settings settings, String name) {
        return Objects.requireNonNull(settings.controllers().get(new ControllerId(name)));
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("octroi.yaml"), yaml);
    }

    private static Settings valid(Path file, Map<String, String> overrides) {
        return switch (SettingsFile.read(file, overrides, Optional.empty())) {
            case SettingsResult.Valid valid -> valid.settings();
            case SettingsResult.Invalid invalid ->
                    throw new AssertionError(invalid.problems().toString());
        };
    }
}
