// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.message.DeliveryReport;
import eu.octroi.gateway.message.DeliveryReport.Action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports about recipients who get no copy although the message was taken: the answer profile
 * drop-and-report says 250 to tools that abort a whole message on one refusal (H-13, B-17).
 * Thread-safe.
 */
final class DropReports {
    /** A report ready for the spool. */
    record Report(Acceptance acceptance, Octets message) {}

    private final String hostname;
    private final MessageIds ids;

    DropReports(String hostname, MessageIds ids) {
        this.hostname = hostname;
        this.ids = ids;
    }

    /** The report that is owed; empty when every recipient gets a copy or nobody would read it. */
    Optional<Report> about(Acceptance acceptance, Octets original) {
        List<DeliveryReport.Fate> dropped = new ArrayList<>();
        for (int copy = 0; copy < acceptance.copies().size(); copy++) {
            if (DeliveryReport.isOwed(acceptance, copy, Action.FAILED)) {
                RecipientWishes wishes = acceptance.wishes().of(copy);
                dropped(acceptance.copies().get(copy), wishes).ifPresent(dropped::add);
            }
        }
        if (dropped.isEmpty()) {
            return Optional.empty();
        }
        DeliveryReport report =
                new DeliveryReport(
                        hostname,
                        acceptance.id(),
                        acceptance.acceptedAt(),
                        acceptance.from().address().orElseThrow(),
                        dropped,
                        original,
                        acceptance.wishes());
        MessageId id = ids.next();
        return Optional.of(
                new Report(
                        report.acceptance(id, acceptance.acceptedAt(), acceptance.origin()),
                        report.message(id, acceptance.acceptedAt())));
    }

    private static Optional<DeliveryReport.Fate> dropped(Copy copy, RecipientWishes wishes) {
        return switch (copy.verdict()) {
            case Verdict.Deliver _ -> Optional.empty();
            case Verdict.Suppressed _ -> Optional.of(failed(copy, Tag.OPPOSED, wishes));
            case Verdict.Refused refused -> Optional.of(failed(copy, refused.tag(), wishes));
            case Verdict.Capped _ -> Optional.of(failed(copy, Tag.CAP, wishes));
            case Verdict.Undecided _ -> Optional.of(failed(copy, Tag.UNAVAILABLE, wishes));
        };
    }

    private static DeliveryReport.Fate failed(Copy copy, Tag tag, RecipientWishes wishes) {
        return new DeliveryReport.Fate(
                Action.FAILED,
                copy.to(),
                wishes.originalRecipient(),
                "5.7.1",
                "[" + tag.word() + "] not sent",
                false,
                Optional.empty());
    }
}
