// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.intake.Explanation.Addressed;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.intake.Explanation.Decided;
import eu.octroi.gateway.intake.Explanation.FieldReport;
import eu.octroi.gateway.intake.Explanation.PartReport;
import eu.octroi.gateway.message.MessageOutline;
import eu.octroi.gateway.message.MessageScanner;
import eu.octroi.gateway.message.ScanResult;
import eu.octroi.gateway.message.ScannedMessage;
import eu.octroi.gateway.smtp.RecipientRefusal;
import eu.octroi.gateway.smtp.Reply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An explanation while it is put together. Confined to one question. */
final class ExplanationDraft {
    private static final MessageOutline UNKNOWN = new MessageOutline(List.of(), List.of());

    private final Octets message;
    private final Optional<ScannedMessage> scanned;
    private final MessageOutline outline;
    private final List<Decided> decisions = new ArrayList<>();
    private final List<Addressed> recipients = new ArrayList<>();
    private final List<String> notes;
    private Optional<RecipientRefusal> firstRefusal = Optional.empty();
    private int takenRecipients;

    ExplanationDraft(Octets message, ScanResult scan, List<String> notes) {
        this.message = message;
        this.notes = new ArrayList<>(notes);
        this.scanned =
                switch (scan) {
                    case ScanResult.Scanned(ScannedMessage known) -> Optional.of(known);
                    case ScanResult.Refused _ -> Optional.empty();
                };
        this.outline = scanned.map(MessageOutline::of).orElse(UNKNOWN);
    }

    Optional<ScannedMessage> scanned() {
        return scanned;
    }

    void decided(String about, String answer, String why) {
        decisions.add(new Decided(about, answer, why));
    }

    void addressed(Addressed recipient, Optional<RecipientRefusal> refusal) {
        recipients.add(recipient);
        takenRecipients += refusal.isEmpty() ? 1 : 0;
        firstRefusal = firstRefusal.or(() -> refusal);
    }

    void opened(AskedTransaction.Known asked, ReversePath from) {
        decided("relay", "yes", "credential " + asked.origin().credential());
        decided(
                "stream",
                asked.origin().stream() + " (" + asked.origin().streamClass().word() + ")",
                "the credential's");
        decided("controller", asked.controller() + " (" + asked.brand() + ")", "the stream's");
        asked.origin().campaign().ifPresent(c -> decided("campaign", c.toString(), "in the user"));
        decided("sender", "<" + from + ">", asked.from().isPresent() ? "given" : "taken from From");
    }

    void counted() {
        decided(
                "recipients",
                takenRecipients + " of " + recipients.size() + " taken at RCPT",
                "each is answered for itself");
    }

    Explanation refused(Reply reply, Optional<Tag> tag, Optional<String> why) {
        List<PartReport> parts =
                outline.parts().stream().map(part -> PartFates.refused(part)).toList();
        List<FieldReport> fields = FieldChanges.kept(outline.fields());
        return finished(new End(false, reply, tag, why), fields, parts, List.of(), List.of());
    }

    Explanation taken(Acceptance acceptance, Reply reply) {
        List<CopyReport> copies = new ArrayList<>();
        for (Copy copy : acceptance.copies()) {
            if (copy.verdict().permitsDelivery()) {
                copies.add(CopyReports.of(message, acceptance, copy, outline.parts()));
            }
        }
        ExplainedFacts.done(this, acceptance, copies);
        if (copies.isEmpty() && firstRefusal.isPresent()) {
            return refused(
                    firstRefusal.get().reply(),
                    Optional.of(firstRefusal.get().tag()),
                    Optional.of("No recipient may be mailed"));
        }
        End end = new End(true, reply, Optional.empty(), Optional.empty());
        Optional<Copy> first =
                acceptance.copies().stream().filter(c -> c.verdict().permitsDelivery()).findFirst();
        if (first.isEmpty()) {
            List<PartReport> parts = outline.parts().stream().map(PartFates::refused).toList();
            return finished(end, FieldChanges.kept(outline.fields()), parts, List.of(), List.of());
        }
        EditedMessage edited =
                EditedMessage.of(message, acceptance.sharedEdits(), first.get().edits());
        MessageOutline after = outline(Octets.of(edited.toByteArray()));
        PartFates fates = new PartFates(acceptance, first.get());
        return finished(
                end,
                FieldChanges.between(outline.fields(), after.fields()),
                outline.parts().stream().map(fates::report).toList(),
                after.parts().stream().map(PartFates::left).toList(),
                copies);
    }

    /** Ours are made to be read again; one that the scanner refuses shows no parts, and says so. */
    private MessageOutline outline(Octets result) {
        return switch (MessageScanner.scan(result)) {
            case ScanResult.Scanned(ScannedMessage known) -> MessageOutline.of(known);
            case ScanResult.Refused(_, String why) -> {
                notes.add("the result cannot be read again: " + why);
                yield UNKNOWN;
            }
        };
    }

    /** How it ended. */
    private record End(boolean accepted, Reply reply, Optional<Tag> tag, Optional<String> why) {}

    private Explanation finished(
            End end,
            List<FieldReport> fields,
            List<PartReport> parts,
            List<PartReport> result,
            List<CopyReport> copies) {
        return new Explanation(
                Explanation.VERSION,
                end.accepted(),
                end.reply().toString(),
                end.tag().map(Tag::word),
                end.why(),
                message.length(),
                decisions,
                recipients,
                fields,
                parts,
                result,
                copies,
                notes);
    }
}
