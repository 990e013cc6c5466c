// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mails that tools hand in. Confined to one thread. */
final class SimulatedMail {
    private static final Origin ORIGIN =
            new Origin(
                    new CredentialId("tool"),
                    new StreamId("prospection"),
                    StreamClass.PROSPECTING,
                    new ControllerNumber(1),
                    Optional.empty());

    private final VirtualTime time;
    private final Chance chance;
    private final MessageIds ids;
    private int made;

    SimulatedMail(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
        this.ids = new MessageIds(chance.random(), time.clock());
    }

    /** How many there were. */
    int made() {
        return made;
    }

    /** Another one, for one to three recipients; some of them get no copy. */
    Acceptance next() {
        List<Copy> copies = new ArrayList<>();
        int number = made++;
        for (int i = 0; i <= chance.upTo(2); i++) {
            EmailAddress to =
                    new EmailAddress(
                            "r" + number + "." + i,
                            "d" + chance.upTo(SimulatedNames.COUNT - 2) + ".example");
            Verdict verdict =
                    chance.oneIn(8)
                            ? new Verdict.Refused(Tag.RELAY_DENIED)
                            : Verdict.Deliver.DELIVER;
            copies.add(new Copy(to, verdict, "", Optional.empty(), edits(to)));
        }
        return new Acceptance(
                ids.next(),
                time.clock().instant(),
                ORIGIN,
                ReversePath.of(new EmailAddress("from" + number, "exemple.example")),
                false,
                List.of(),
                copies,
                Treatment.NONE);
    }

    /** What it says, short or longer. */
    Octets text() {
        return Octets.of(
                "Subject: m\r\n\r\n" + "x".repeat(60).concat("\r\n").repeat(chance.upTo(60)));
    }

    private static List<Edit> edits(EmailAddress to) {
        return List.of(Edit.insert(0, Octets.of("X-For: " + to + "\r\n")));
    }
}
