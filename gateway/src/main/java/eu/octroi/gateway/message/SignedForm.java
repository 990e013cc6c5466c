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

    /** Walks the tree below {@code part}; {@code edited} leaves are done already. */
    void apply(Part part, List<Part> edited) {
        apply(part, edited, false);
    }

    private void apply(Part part, List<Part> edited, boolean opaque) {
        if (edited.stream().anyMatch(e -> e.header().start() == part.header().start())) {
            return;
        }
        boolean mustChange = part.hasLongLines() || (isSevenBit() && part.body().eightBit());
        boolean signed =
                part.type().name().equals("multipart/signed")
                        || part.type().name().equals("multipart/encrypted");
        if (mustChange) {
            recode(part, opaque);
        } else if (isSevenBit() && !opaque && !signed) {
            labelSevenBit(edits, part);
        }
        for (Part child : part.children()) {
            apply(child, edited, opaque || signed);
        }
    }

    private boolean isSevenBit() {
        return form == MimeRewriter.Form.SEVEN_BIT;
    }

    private void recode(Part part, boolean opaque) {
        if (opaque || part.type().isMultipart() || part.type().isMessage()) {
            throw Refusal.structure(
                    "8-bit octets or a line over 998 octets where nothing can be re-encoded");
        }
        LeafEncoder encoder = new LeafEncoder(message, edits);
        DecodedText text = DecodedText.of(message, part);
        switch (text) {
            case Base64Text _ -> encoder.keep(part, text, List.of());
            case PlainText _, QuotedPrintableText _ -> {
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
