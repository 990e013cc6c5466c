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
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Treatment;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How an acceptance lies in a record. The head holds the decision, which memory and ledger need;
 * the edits open the body, because only delivery needs them.
 *
 * <pre>
 * head   message id 16 · accepted at 12 · origin · from (optional text) · smtpUtf8 1
 *        · copies 4 · per copy: to (text) · verdict · clauses (text) · source (optional text)
 *        · treatment; a head that ends before it says that nothing was done
 *        · wishes for reports (ReportWishesCodec)
 * origin credential (text) · stream (text) · stream class 1 · controller 4 · campaign (optional)
 * treatment  kind 1 · the tool's URI (optional text) · notes 4 · note (text)…
 *        · clauses 4 · per clauses: texts · notice · facts (texts)
 * edits  shared: count 4 · edit…; then per copy the same
 * edit   offset 4 · length 4 · replacement (length 4 · octets)
 * text   length 2 · UTF-8; an optional text has one octet before it: 0 absent, 1 present
 * </pre>
 */
final class AcceptanceCodec {
    private AcceptanceCodec() {}

    static byte[] head(Acceptance acceptance) {
        OctetWriter out = new OctetWriter();
        out.longNumber(acceptance.id().high()).longNumber(acceptance.id().low());
        writeOrigin(out.instant(acceptance.acceptedAt()), acceptance.origin());
        out.optional(acceptance.from().address().map(EmailAddress::toString));
        out.octet(acceptance.smtpUtf8() ? 1 : 0);
        out.number(acceptance.copies().size());
        for (Copy copy : acceptance.copies()) {
            out.text(copy.to().toString());
            VerdictCodec.write(out, copy.verdict());
            out.text(copy.clauses()).optional(copy.source().map(SourceId::value));
        }
        write(out, acceptance.treatment());
        ReportWishesCodec.write(out, acceptance.wishes());
        return out.toByteArray();
    }

    static byte[] edits(Acceptance acceptance) {
        OctetWriter out = new OctetWriter();
        write(out, acceptance.sharedEdits());
        for (Copy copy : acceptance.copies()) {
            write(out, copy.edits());
        }
        return out.toByteArray();
    }

    static MessageId id(byte[] head) {
        return MessageId.of(head);
    }

    /** What the log keeps in mind of the message, without decoding all that is said of it. */
    static Arrival arrival(byte[] head, int size) {
        OctetReader in =
                new OctetReader(Octets.of(head, MessageId.BYTES, head.length - MessageId.BYTES));
        in.instant();
        in.skipText().skipText();
        in.octet();
        in.number();
        in.skipOptional().skipOptional();
        in.octet();
        int copies = in.number();
        BitSet withheld = new BitSet();
        for (int i = 0; i < copies; i++) {
            in.skipText();
            withheld.set(i, !VerdictCodec.read(in).permitsDelivery());
            in.skipText().skipOptional();
        }
        return new Arrival(id(head), size, copies, withheld);
    }

    /** The acceptance without its edits. */
    static Acceptance acceptance(byte[] head) {
        OctetReader in = new OctetReader(Octets.of(head));
        return new Acceptance(
                new MessageId(in.longNumber(), in.longNumber()),
                in.instant(),
                readOrigin(in),
                new ReversePath(in.optional().map(AcceptanceCodec::address)),
                in.octet() == 1,
                List.of(),
                readCopies(in),
                readTreatment(in),
                ReportWishesCodec.read(in));
    }

    /** The whole message; the edits and the original are views of {@code body}. */
    static SpooledMessage message(byte[] head, Octets body) {
        Acceptance bare = acceptance(head);
        OctetReader in = new OctetReader(body);
        List<Edit> shared = readEdits(in);
        List<Copy> copies = new ArrayList<>(bare.copies().size());
        for (Copy copy : bare.copies()) {
            copies.add(
                    new Copy(
                            copy.to(),
                            copy.verdict(),
                            copy.clauses(),
                            copy.source(),
                            readEdits(in)));
        }
        return new SpooledMessage(
                new Acceptance(
                        bare.id(),
                        bare.acceptedAt(),
                        bare.origin(),
                        bare.from(),
                        bare.smtpUtf8(),
                        shared,
                        copies,
                        bare.treatment(),
                        bare.wishes()),
                in.rest());
    }

    static void writeOrigin(OctetWriter out, Origin origin) {
        out.text(origin.credential().value()).text(origin.stream().value());
        out.octet(origin.streamClass().code()).number(origin.controller().value());
        out.optional(origin.campaign().map(CampaignId::value));
    }

    static Origin readOrigin(OctetReader in) {
        return new Origin(
                new CredentialId(in.text()),
                new StreamId(in.text()),
                StreamClass.ofCode(in.octet()).orElseThrow(),
                new ControllerNumber(in.number()),
                in.optional().map(CampaignId::new));
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    private static void write(OctetWriter out, Treatment treatment) {
        out.octet(treatment.kind().code()).optional(treatment.toolUnsubscribe());
        out.number(treatment.notes().size());
        treatment.notes().forEach(out::text);
        out.number(treatment.said().size());
        treatment
                .said()
                .forEach(said -> out.text(said.texts()).text(said.notice()).text(said.facts()));
    }

    private static Treatment readTreatment(OctetReader in) {
        if (in.isAtEnd()) {
            return Treatment.NONE;
        }
        Treatment.Kind kind = Treatment.Kind.ofCode(in.octet()).orElseThrow();
        Optional<String> toolUnsubscribe = in.optional();
        int count = in.number();
        List<String> notes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            notes.add(in.text());
        }
        return new Treatment(kind, toolUnsubscribe, notes, readSaid(in));
    }

    private static List<SaidClauses> readSaid(OctetReader in) {
        int count = in.isAtEnd() ? 0 : in.number();
        List<SaidClauses> said = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            said.add(new SaidClauses(in.text(), in.text(), in.text()));
        }
        return said;
    }

    private static List<Copy> readCopies(OctetReader in) {
        int count = in.number();
        List<Copy> copies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            copies.add(
                    new Copy(
                            address(in.text()),
                            VerdictCodec.read(in),
                            in.text(),
                            readSource(in),
                            List.of()));
        }
        return copies;
    }

    private static Optional<SourceId> readSource(OctetReader in) {
        return in.optional().map(SourceId::new);
    }

    private static void write(OctetWriter out, List<Edit> edits) {
        out.number(edits.size());
        for (Edit edit : edits) {
            out.number(edit.offset()).number(edit.length()).octets(edit.replacement());
        }
    }

    private static List<Edit> readEdits(OctetReader in) {
        int count = in.number();
        List<Edit> edits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            edits.add(new Edit(in.number(), in.number(), in.octets()));
        }
        return edits;
    }
}
