// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import java.util.List;
import java.util.Optional;

/**
 * What would become of a message if a tool submitted it now, in words: nothing was sent, stored or
 * counted. Its components are the keys of the JSON that {@code docs/explain.md} describes, so that
 * one is renamed only with a new {@link #VERSION}. Octets are told as text with one character each
 * (ISO-8859-1). Immutable.
 *
 * @param version of this shape
 * @param accepted whether at least one recipient would get a copy, or a report would tell of it
 * @param reply the full SMTP reply: of the final dot, or of the command that ended it before
 * @param tag the word in brackets of a refusal
 * @param why what is wrong and what to change
 * @param size octets of the message as submitted
 * @param decisions in the order in which they are made
 * @param recipients in the order in which they were named
 * @param fields of the message's header: those it came with, then those that are new
 * @param parts the tree as it came, each part before those it holds
 * @param result the tree of the first copy; empty when there is none
 * @param copies one for each recipient that would get one
 * @param notes what could not be asked or is otherwise than when mail is sent
 */
public record Explanation(
        int version,
        boolean accepted,
        String reply,
        Optional<String> tag,
        Optional<String> why,
        int size,
        List<Decided> decisions,
        List<Addressed> recipients,
        List<FieldReport> fields,
        List<PartReport> parts,
        List<PartReport> result,
        List<CopyReport> copies,
        List<String> notes) {
    public static final int VERSION = 1;

    public Explanation {
        decisions = List.copyOf(decisions);
        recipients = List.copyOf(recipients);
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
        result = List.copyOf(result);
        copies = List.copyOf(copies);
        notes = List.copyOf(notes);
    }

    /**
     * One decision.
     *
     * @param about what was decided, such as {@code source}
     * @param answer what came of it
     * @param why what it rests on; may be empty
     */
    public record Decided(String about, String answer, String why) {}

    /**
     * What one recipient's address leads to.
     *
     * @param verdict {@code deliver}, {@code suppressed}, {@code refused}, {@code undecided} or
     *     {@code not asked}
     * @param detail such as the reason of the suppression entry; may be empty
     * @param reply what RCPT TO is answered
     * @param consent what the law lets go there; empty for mail that needs no consent
     */
    public record Addressed(
            String address,
            String verdict,
            String detail,
            String reply,
            Optional<ConsentReport> consent) {}

    /**
     * What the law asks of mail to one recipient.
     *
     * @param addressClass such as {@code named-professional}
     * @param list which list told the class, with its date; may be empty
     * @param regime the strictest of all that apply, such as {@code fr+de}
     * @param hint what told the regime, such as {@code top-level-domain}
     * @param basis what it wants for this class, such as {@code opt-in}
     * @param recorded what the record holds, such as {@code consent}
     * @param mustShow what it wants shown, by the names regimes use
     */
    public record ConsentReport(
            String addressClass,
            String list,
            String regime,
            String hint,
            String basis,
            Optional<String> recorded,
            List<String> mustShow) {
        public ConsentReport {
            mustShow = List.copyOf(mustShow);
        }
    }

    /** What becomes of a header field. */
    public enum FieldChange {
        KEPT,
        REMOVED,
        REPLACED,
        ADDED
    }

    /**
     * One header field.
     *
     * @param before its value as it came; empty when it is added
     * @param after its value as it leaves; empty when it is removed
     */
    public record FieldReport(
            FieldChange change, String name, Optional<String> before, Optional<String> after) {}

    /** What is done with a part. */
    public enum Fate {
        /** It holds other parts and stands as it is. */
        KEPT,
        /** Clauses go in. */
        EDITED,
        /** Its content is the same in another transfer encoding, or under another label. */
        RECODED,
        /** Not an octet of it changes. */
        LEFT,
        /** It stands whole inside a new message that shows the clauses. */
        WRAPPED,
        /** It is taken out. */
        DROPPED,
        /** It comes in with the copy. */
        ADDED,
        /** Nothing is done, because the message is refused. */
        REFUSED
    }

    /**
     * One part.
     *
     * @param path places from the root down, such as {@code 1.2}
     * @param charset as declared; may be empty
     * @param disposition may be empty
     * @param offset of its header in the message
     * @param size octets, header included
     * @param why why that is its fate
     * @param text the decoded text of a text part that is no attachment
     */
    public record PartReport(
            String path,
            String type,
            String charset,
            String encoding,
            String disposition,
            int offset,
            int size,
            Fate fate,
            String why,
            Optional<String> text) {}

    /**
     * One copy as it would leave.
     *
     * @param clauses version of the clause texts; empty when there are none
     * @param edits in rising order
     * @param signatures of ours; empty when the copy is not signed
     * @param message the whole copy
     */
    public record CopyReport(
            String to,
            String clauses,
            List<EditReport> edits,
            List<SignatureReport> signatures,
            String message) {
        public CopyReport {
            edits = List.copyOf(edits);
            signatures = List.copyOf(signatures);
        }
    }

    /**
     * One edit.
     *
     * @param offset in the message as it came
     * @param length octets that give way
     * @param part path of the part it is in; {@code 1} for the message's own header
     * @param inHeader whether it is in that part's header
     * @param removed the octets that give way
     * @param added the octets that come
     */
    public record EditReport(
            int offset, int length, String part, boolean inHeader, String removed, String added) {}

    /** One of our signatures: d=, s= and a= of its field. */
    public record SignatureReport(String domain, String selector, String algorithm) {}
}
