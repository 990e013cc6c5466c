// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.List;

/**
 * Brings what shows no clauses into the form in which it is signed: 7-bit octets in lines of at
 * most 998, so that no hop recodes after signing (H-10). Confined to one plan.
 */
final class SignedForm {
    private final Octets message;
    private final EditList edits;
    private final MimeRewriter.Form form;

    SignedForm(Octets message, EditList edits, MimeRewriter.Form form) {
        this.message = message;
        this.edits = edits;
        this.form = form;
    }

    /** Walks the tree below {@code part}; parts that are {@code done} stay as they are. */
    void apply(Part part, List<Part> done) {
        new Walk(done, isSevenBit()).apply(part, false);
    }

    /**
     * Walks what stands beside the clauses, whose own fields must stay (I-30).
     *
     * @return the transfer encoding that the whole needs
     */
    String beside(Part root, boolean opaque) {
        boolean eightBit = root.body().eightBit();
        if (opaque || !root.children().isEmpty() || !root.encoding().equals("base64")) {
            checkLines(root);
        } else if (root.hasLongLines()) {
            recode(root);
        }
        for (Part child : root.children()) {
            eightBit |= new Walk(List.of(), false).apply(child, opaque);
        }
        if (root.encoding().equals("binary")) {
            return "binary";
        }
        return eightBit || root.encoding().equals("8bit") ? "8bit" : "7bit";
    }

    /** One walk over a tree; with labels, 7bit is said where a label promises too much. */
    private final class Walk {
        private final List<Part> done;
        private final boolean labels;

        Walk(List<Part> done, boolean labels) {
            this.done = done;
            this.labels = labels;
        }

        /** Whether octets above ASCII stay in the part. */
        boolean apply(Part part, boolean opaque) {
            if (done.stream().anyMatch(e -> e.header().start() == part.header().start())) {
                return false;
            }
            boolean fixed = opaque || isOpaque(part);
            boolean inside = false;
            for (Part child : part.children()) {
                inside |= apply(child, fixed);
            }
            if (fixed || !canRecode(part)) {
                checkLines(part);
                inside |= part.body().eightBit();
            } else if (part.hasLongLines() || (isSevenBit() && part.body().eightBit())) {
                recode(part);
                return false;
            }
            if (labels && !inside && !fixed) {
                labelSevenBit(edits, part);
            }
            return inside;
        }
    }

    /** What is signed or encrypted, and reports that machines compare. */
    static boolean isOpaque(Part part) {
        return switch (PartKind.of(part)) {
            case SIGNED, ENCRYPTED, REPORT -> part.type().isMultipart();
            default -> false;
        };
    }

    private static boolean canRecode(Part part) {
        return !part.type().isMultipart()
                && !part.type().isMessage()
                && PartKind.isKnown(part.encoding());
    }

    /** Octets above ASCII need a hop that takes them; too long a line no hop takes (H-21). */
    private static void checkLines(Part part) {
        if (part.hasLongLines()) {
            throw Refusal.structure("a line over 998 octets where nothing can be re-encoded");
        }
    }

    private boolean isSevenBit() {
        return form == MimeRewriter.Form.SEVEN_BIT;
    }

    private void recode(Part part) {
        LeafEncoder encoder = new LeafEncoder(message, edits);
        DecodedText text = DecodedText.of(message, part);
        switch (text) {
            case Base64Text _ -> encoder.keep(part, text, List.of());
            case PlainText _, QuotedPrintableText _, RecodedText _ -> {
                encoder.quote(part, text, List.of());
                label(edits, part, "quoted-printable");
            }
        }
    }

    static void label(EditList edits, Part part, String encoding) {
        if (!part.encoding().equals(encoding)) {
            edits.setField(part, "Content-Transfer-Encoding", encoding);
        }
    }

    /** Says 7bit where the label promised more than the part now holds. */
    static void labelSevenBit(EditList edits, Part part) {
        if (part.encoding().equals("8bit") || part.encoding().equals("binary")) {
            label(edits, part, "7bit");
        }
    }
}
