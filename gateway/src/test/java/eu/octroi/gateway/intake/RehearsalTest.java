// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Octets;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws IOException {
        rehearsal = new Rehearsal(Company.in(directory, STREAMS).parts(meters));
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

    private static String topOfTheCopy(Decision decision) {
        Acceptance acceptance = ((Decision.Taken) decision).acceptance();
        Octets top = acceptance.copies().getFirst().edits().getFirst().replacement();
        return new String(top.toByteArray(), StandardCharsets.US_ASCII);
    }
}
