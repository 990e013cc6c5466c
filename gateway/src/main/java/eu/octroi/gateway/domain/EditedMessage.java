// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as it will leave: the original with edits applied, never built in memory as a whole.
 * Octets outside the edits are the original's by construction. Immutable.
 *
 * @param edits in rising order, none overlapping; several insertions at one offset keep their order
 */
public record EditedMessage(Octets original, List<Edit> edits) {
    public EditedMessage {
        edits = List.copyOf(edits);
        int at = 0;
        for (Edit edit : edits) {
            if (edit.offset() < at || edit.end() > original.length()) {
                throw new IllegalArgumentException(
                        "edit at " + edit.offset() + " overlaps or leaves the message");
            }
            at = edit.end();
        }
    }

    /**
     * The message with the edits every copy shares and those of one copy. Where both stand at one
     * offset, the copy's own comes first.
     */
    public static EditedMessage of(Octets original, List<Edit> shared, List<Edit> own) {
        return new EditedMessage(original, merge(shared, own));
    }

    /** Length in octets of the edited message. */
    public int length() {
        int length = original.length();
        for (Edit edit : edits) {
            length += edit.replacement().length() - edit.length();
        }
        return length;
    }

    /** The edited message as stretches in order; empty stretches are left out. */
    public List<Octets> pieces() {
        List<Octets> pieces = new ArrayList<>(2 * edits.size() + 1);
        int at = 0;
        for (Edit edit : edits) {
            add(pieces, original.slice(at, edit.offset()));
            add(pieces, edit.replacement());
            at = edit.end();
        }
        add(pieces, original.slice(at, original.length()));
        return pieces;
    }

    public byte[] toByteArray() {
        byte[] all = new byte[length()];
        int at = 0;
        for (Octets piece : pieces()) {
            System.arraycopy(piece.array(), piece.offset(), all, at, piece.length());
            at += piece.length();
        }
        return all;
    }

    private static void add(List<Octets> pieces, Octets piece) {
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
    }

    private static List<Edit> merge(List<Edit> shared, List<Edit> own) {
        List<Edit> merged = new ArrayList<>(shared.size() + own.size());
        int s = 0;
        for (Edit edit : own) {
            while (s < shared.size() && shared.get(s).offset() < edit.offset()) {
                merged.add(shared.get(s++));
            }
            merged.add(edit);
        }
        merged.addAll(shared.subList(s, shared.size()));
        return merged;
    }
}
