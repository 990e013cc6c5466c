// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.Edit;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.intake.Explanation.Fate;
import eu.octroi.gateway.intake.Explanation.PartReport;
import eu.octroi.gateway.message.PartSummary;

import java.util.List;
import java.util.function.Predicate;

/** Reads from the edits what was done with each part, and says why. Immutable. */
final class PartFates {
    private final List<Edit> shared;
    private final List<Edit> own;
    private final Treatment.Kind treatment;

    PartFates(Acceptance acceptance, Copy copy) {
        this.shared = acceptance.sharedEdits();
        this.own = copy.edits();
        this.treatment = acceptance.treatment().kind();
    }

    /** A part of a message that is refused. */
    static PartReport refused(PartSummary part) {
        return report(part, Fate.REFUSED, "nothing of it leaves");
    }

    /** A part of a message as it leaves. */
    static PartReport left(PartSummary part) {
        return report(part, part.holdsParts() ? Fate.KEPT : Fate.LEFT, "");
    }

    PartReport report(PartSummary part) {
        Fate fate = fate(part);
        return report(part, fate, why(part, fate));
    }

    private Fate fate(PartSummary part) {
        if (has(shared, e -> e.offset() <= part.start() && e.end() >= part.end())) {
            return Fate.DROPPED;
        }
        if (treatment == Treatment.Kind.WRAPPED) {
            return Fate.WRAPPED;
        }
        if (part.holdsParts()) {
            return Fate.KEPT;
        }
        Predicate<Edit> inBody =
                e -> e.offset() >= part.bodyStart() && e.end() <= part.end() && e.offset() > 0;
        if (has(own, inBody)) {
            return Fate.EDITED;
        }
        boolean relabelled = !isRoot(part) && has(shared, e -> isInHeader(part, e));
        return relabelled || has(shared, inBody) ? Fate.RECODED : Fate.LEFT;
    }

    private static boolean isRoot(PartSummary part) {
        return part.start() == 0;
    }

    private static boolean isInHeader(PartSummary part, Edit edit) {
        return edit.offset() >= part.start() && edit.end() <= part.bodyStart();
    }

    private static boolean has(List<Edit> edits, Predicate<Edit> wanted) {
        return edits.stream().anyMatch(wanted);
    }

    private String why(PartSummary part, Fate fate) {
        return switch (fate) {
            case KEPT -> "it only holds parts";
            case EDITED -> "a reader is shown it, so it carries the clauses";
            case RECODED -> "it leaves in 7-bit lines of at most 998 octets";
            case LEFT -> left(part, treatment);
            case WRAPPED -> "its octets must not change: the clauses stand beside it";
            case DROPPED -> "it is shown before the others and cannot carry the clauses";
            case ADDED, REFUSED -> "";
        };
    }

    private static String left(PartSummary part, Treatment.Kind treatment) {
        if (treatment == Treatment.Kind.REPEATED) {
            return "it has the clauses already";
        }
        if (part.disposition().equals("attachment")) {
            return "an attachment is never touched";
        }
        if (treatment == Treatment.Kind.UNCHANGED) {
            return "mail of this stream gets no clauses";
        }
        return switch (part.type()) {
            case "text/calendar" -> "an invitation is acted on, not read";
            case "text/plain", "text/html" -> "another text of the row carries the clauses";
            default -> "it is no text that a reader is shown";
        };
    }

    private static PartReport report(PartSummary part, Fate fate, String why) {
        return new PartReport(
                part.path(),
                part.type(),
                part.charset(),
                part.encoding(),
                part.disposition(),
                part.start(),
                part.end() - part.start(),
                fate,
                why,
                part.text());
    }
}
