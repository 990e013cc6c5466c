// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsFile;
import eu.octroi.gateway.settings.SettingsResult;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What a start goes through before the first real mail: the whole work, and no trace of it. */
final class RehearsalTest {
    private static final String STREAMS =
            """
            delivery: {smarthost: {address: "127.0.0.1:1025"}}
            controllers:
              acme:
                legal-name: Acme Ltd
                registration: "0001"
                address: 1 Main Street
                contact: privacy@acme.example
                domains: {acme.example: {selector: s1}}
            sources: {register: {label: the public register, kind: public}}
            streams:
              offers:
                controller: acme
                class: prospecting
                source: register
                purpose: our anvils
                reason: you buy anvils
              bills: {controller: acme, class: transactional}
            credentials: {tool: {stream: offers}}
            """;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    @TempDir private Path directory;
    @AutoClose private DataDirectory data;
    @AutoClose private RecordDatabase record;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws IOException {
        data = DataDirectory.open(directory.resolve("data"));
        record = RecordDatabase.open(data, meters);
        Settings settings = settings();
        rehearsal =
                new Rehearsal(
                        new IntakeParts(
                                settings,
                                _ -> new ControllerNumber(1),
                                (_, _) -> new PersonKey(1, 2),
                                UnsubscribeTokens.of(
                                        KeyRing.open(
                                                KeyRing.Purpose.TOKEN,
                                                data.resolve("keys/token"),
                                                record)),
                                DkimKeys.open(
                                        settings.controllers(),
                                        data.resolve("keys/dkim"),
                                        new SecureRandom()),
                                new DkimSigner(Clock.systemUTC(), meters),
                                URI.create("https://stop.acme.example"),
                                new MessageIds(new SecureRandom(), Clock.systemUTC()),
                                Clock.systemUTC()));
    }

    @Test
    void everyStreamsMailIsEditedAndSignedLikeARealOne() {
        assertThat(rehearsal.decideAll())
                .hasSize(2)
                .map(RehearsalTest::topOfTheCopy)
                .allSatisfy(top -> assertThat(top).startsWith("DKIM-Signature:"));
    }

    @Test
    void nothingIsCounted() {
        rehearsal.decideAll();

        assertThat(meters.find("octroi.dkim.signatures").counters()).isEmpty();
    }

    private Settings settings() throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), STREAMS);
        return switch (SettingsFile.read(file, Map.of(), Optional.empty())) {
            case SettingsResult.Valid valid -> valid.settings();
            case SettingsResult.Invalid invalid ->
                    throw new AssertionError(invalid.problems().toString());
        };
    }

    private static String topOfTheCopy(Decision decision) {
        Acceptance acceptance = ((Decision.Taken) decision).acceptance();
        Octets top = acceptance.copies().getFirst().edits().getFirst().replacement();
        return new String(top.toByteArray(), StandardCharsets.US_ASCII);
    }
}
