// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Messages and settings as the tests of the spool need them; each follows from its number. */
final class Mails {
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    static final Origin ORIGIN =
            new Origin(
                    new CredentialId("outil"),
                    new StreamId("prospection"),
                    StreamClass.PROSPECTING,
                    new ControllerNumber(1),
                    Optional.of(new CampaignId("spring")));

    private Mails() {}

    static SpoolSettings settings(int segmentKibibytes, int segmentsMax) {
        return settings(segmentKibibytes, segmentsMax, Duration.ofHours(24));
    }

    static SpoolSettings settings(int segmentKibibytes, int segmentsMax, Duration bodyAgeMax) {
        return new SpoolSettings(
                ByteSize.ofKibibytes(segmentKibibytes),
                segmentsMax,
                new ByteSize(0),
                100_000,
                64,
                bodyAgeMax,
                Duration.ofSeconds(10));
    }

    /** What the spool hands over after its start. */
    static List<Spooled> recovered(Spool spool) {
        List<Spooled> recovered = new ArrayList<>();
        spool.recovered(recovered::add);
        return recovered;
    }

    static long openCopies(Spooled message) {
        return IntStream.range(0, message.acceptance().copies().size())
                .filter(message::isOpen)
                .count();
    }

    static MessageId id(int number) {
        return new MessageId(NOW.toEpochMilli() << 16, number);
    }

    static Acceptance acceptance(int number) {
        return acceptance(number, Verdict.Deliver.DELIVER);
    }

    static Acceptance acceptance(int number, Verdict... verdicts) {
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < verdicts.length; i++) {
            copies.add(
                    new Copy(
                            new EmailAddress("r" + number + "." + i, "example.org"),
                            verdicts[i],
                            "fr-1",
                            Optional.of(new SourceId("sirene")),
                            List.of(Edit.insert(0, Octets.of("DKIM-Signature: " + i + "\r\n")))));
        }
        return new Acceptance(
                id(number),
                NOW,
                ORIGIN,
                ReversePath.of(new EmailAddress("from", "exemple.fr")),
                false,
                List.of(Edit.delete(3, 2)),
                copies,
                new Treatment(
                        Treatment.Kind.EDITED,
                        Optional.of("mailto:out@tool.example"),
                        List.of("a", "b=2"),
                        List.of(new SaidClauses("octroi-1.fr", "0a1b2c3d", "a=1\nb=é\n"))));
    }

    /** Octets that differ from message to message, {@code length} of them. */
    static Octets original(int number, int length) {
        byte[] octets = new byte[length];
        new Random(number).nextBytes(octets);
        return Octets.of(octets);
    }

    static Outcome delivered() {
        return new Outcome(Outcome.Kind.DELIVERED, "250 2.0.0 taken", NOW.plusSeconds(1));
    }
}
