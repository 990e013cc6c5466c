// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Turns placements in a decoded leaf into edits of the encoded one. Octets outside the placements
 * are touched only when the leaf itself must change its encoding, and then stand in shared edits,
 * so that what each copy has for itself stays small. Confined to one plan.
 */
final class LeafEncoder {
    private static final String SOFT_BREAK = "=\r\n";

    private final Octets message;
    private final EditList edits;

    LeafEncoder(Octets message, EditList edits) {
        this.message = message;
        this.edits = edits;
    }

    Octets message() {
        return message;
    }

    /** Places into the leaf as it is encoded. */
    void keep(Part leaf, DecodedText text, List<Placement> placements) {
        switch (text) {
            case PlainText plain -> placements.forEach(p -> plain(leaf, plain, p));
            case QuotedPrintableText quoted -> placements.forEach(p -> quoted(leaf, quoted, p));
            case Base64Text base64 -> base64(leaf, base64, placements);
            case RecodedText _ -> quote(leaf, text, placements);
        }
    }

    private void plain(Part leaf, PlainText text, Placement placement) {
        int offset = text.offsetOf(placement.at());
        checkNext(leaf, offset + placement.length());
        edits.insert(
                new CopyInsertion.Plain(
                        offset, placement.length(), bodyLead(leaf), placement.text()));
    }

    private void quoted(Part leaf, QuotedPrintableText text, Placement placement) {
        int from = text.offsetOf(placement.at());
        int to = placement.length() == 0 ? from : text.offsetOf(placement.end());
        checkNext(leaf, to);
        String lead = bodyLead(leaf);
        if (from > leaf.body().start()) {
            byte before = message.at(from - 1);
            if (from == leaf.body().end() && endsInSoftBreak(leaf.body())) {
                lead = "\r\n";
            } else if (isBlank(before) || (before != '\n' && !placement.text().startsLine())) {
                lead = SOFT_BREAK;
            }
        }
        boolean last = to == leaf.body().end();
        String trail = last || placement.text().endsLine() ? "" : SOFT_BREAK;
        edits.insert(new CopyInsertion.Quoted(from, to - from, lead, placement.text(), trail));
    }

    /** Whether the text ends with an equals sign whose line end went to the delimiter. */
    private boolean endsInSoftBreak(Part.Body body) {
        int at = body.end();
        while (at > body.start() && isBlank(message.at(at - 1))) {
            at--;
        }
        return at > body.start() && message.at(at - 1) == '=';
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** What follows an insertion begins a line; it must not become a boundary. */
    private void checkNext(Part leaf, int offset) {
        if (offset < leaf.body().end() && message.at(offset) == '-') {
            throw Refusal.structure("a marker right before a hyphen");
        }
    }

    /** A header that never ended needs its empty line before the first body. */
    private static String bodyLead(Part leaf) {
        return leaf.header().hasEmptyLine() ? "" : "\r\n";
    }

    /** Re-encodes the whole leaf as quoted-printable, around the placements. */
    void quote(Part leaf, DecodedText text, List<Placement> placements) {
        byte[] octets = text.octets();
        int done = 0;
        int doneOffset = leaf.body().start();
        for (Placement placement : placements) {
            int offset = text.offsetOf(placement.at());
            int after = placement.length() == 0 ? offset : text.offsetOf(placement.end());
            edits.replace(doneOffset, offset, QuotedPrintable.encode(octets, done, placement.at()));
            boolean lineStart = placement.at() == 0 || octets[placement.at() - 1] == '\n';
            String lead = lineStart || placement.text().startsLine() ? bodyLead(leaf) : SOFT_BREAK;
            boolean last = placement.end() == octets.length;
            String trail = last || placement.text().endsLine() ? "" : SOFT_BREAK;
            edits.insert(
                    new CopyInsertion.Quoted(
                            offset, after - offset, lead, placement.text(), trail));
            done = placement.end();
            doneOffset = after;
        }
        edits.replace(
                doneOffset, leaf.body().end(), QuotedPrintable.encode(octets, done, octets.length));
    }

    /**
     * Base64 goes by groups of three octets: what stands before the first placement keeps its
     * letters, the rest is encoded anew after each copy's own groups.
     */
    private void base64(Part leaf, Base64Text text, List<Placement> placements) {
        byte[] octets = text.octets();
        int start = leaf.body().start();
        int from = placements.isEmpty() ? octets.length : placements.getFirst().at();
        int offset = placements.isEmpty() ? text.end() : text.offsetOf(from);
        int cut = placements.isEmpty() ? from : from - from % 3;
        boolean lineStart = offset == start || message.at(offset - 1) == '\n';
        if (leaf.hasLongLines()) {
            edits.replace(start, offset, base64(octets, 0, cut));
            lineStart = cut == 0;
        }
        String lead = lineStart ? bodyLead(leaf) : "\r\n";
        for (int i = 0; i < placements.size(); i++) {
            Placement placement = placements.get(i);
            boolean last = i + 1 == placements.size();
            int next = last ? octets.length : placements.get(i + 1).at();
            int nextCut = last ? next : next - (next - placement.end()) % 3;
            int nextOffset = last ? text.end() : text.offsetOf(next);
            Octets carry = Octets.of(octets, cut, placement.at() - cut);
            boolean more = !last || placement.end() < octets.length;
            String trail = last && leaf.body().touching() ? "\r\n" : "";
            edits.insert(
                    new CopyInsertion.Base64Groups(
                            offset, lead, carry, placement.text(), more, trail));
            byte[] rest = base64(octets, placement.end(), nextCut);
            edits.replace(offset, nextOffset, rest.length == 0 ? rest : withLineEnd(rest));
            offset = nextOffset;
            cut = nextCut;
            lead = "\r\n";
        }
    }

    private static byte[] withLineEnd(byte[] letters) {
        byte[] line = new byte[letters.length + 2];
        line[0] = '\r';
        line[1] = '\n';
        System.arraycopy(letters, 0, line, 2, letters.length);
        return line;
    }

    private static byte[] base64(byte[] octets, int from, int to) {
        return Base64.getMimeEncoder().encode(Arrays.copyOfRange(octets, from, to));
    }
}
