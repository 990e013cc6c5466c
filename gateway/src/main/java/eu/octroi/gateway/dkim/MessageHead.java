// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The header section of a message given in pieces, put together, and the pieces of its body.
 *
 * @param octets the section without the empty line that ends it
 * @param fields in the order of the message; lines that are no field are left out
 */
record MessageHead(Octets octets, List<Field> fields, List<Octets> body) {
    private static final int USUAL_BYTES = 4096;
    private static final int LINE_END_BYTES = 2;

    /**
     * One header field.
     *
     * @param name in lower case
     * @param start index of the first octet of the name
     * @param valueStart index of the first octet after the colon
     * @param end index after the last octet of the value, before the CRLF
     */
    record Field(String name, int start, int valueStart, int end) {}

    /** Splits a message; one without an empty line is all header. */
    static MessageHead of(List<Octets> pieces) {
        byte[] head = new byte[USUAL_BYTES];
        int size = 0;
        // A message may begin with the empty line, as if a line end came before it.
        int matched = LINE_END_BYTES;
        for (int p = 0; p < pieces.size(); p++) {
            Octets piece = pieces.get(p);
            for (int i = 0; i < piece.length(); i++) {
                if (size == head.length) {
                    head = Arrays.copyOf(head, 2 * size);
                }
                byte octet = piece.array()[piece.offset() + i];
                head[size++] = octet;
                matched = matched(matched, octet);
                if (matched == 2 * LINE_END_BYTES) {
                    return of(Arrays.copyOf(head, size - LINE_END_BYTES), rest(pieces, p, i + 1));
                }
            }
        }
        return of(Arrays.copyOf(head, size), List.of());
    }

    /** How much of CR LF CR LF ends at this octet. */
    private static int matched(int before, byte octet) {
        return switch (octet) {
            case '\r' -> before == 2 ? 3 : 1;
            case '\n' -> before == 1 ? 2 : before == 3 ? 4 : 0;
            default -> 0;
        };
    }

    private static List<Octets> rest(List<Octets> pieces, int piece, int from) {
        List<Octets> rest = new ArrayList<>(pieces.size() - piece);
        rest.add(pieces.get(piece).slice(from, pieces.get(piece).length()));
        rest.addAll(pieces.subList(piece + 1, pieces.size()));
        return rest;
    }

    private static MessageHead of(byte[] head, List<Octets> body) {
        List<Field> fields = new ArrayList<>();
        for (int start = 0; start < head.length; ) {
            int end = endOfField(head, start);
            addField(fields, head, start, end);
            start = end + LINE_END_BYTES;
        }
        return new MessageHead(Octets.of(head), fields, body);
    }

    /** Index of the CRLF that no space or tab follows, or the end of the section. */
    private static int endOfField(byte[] head, int start) {
        for (int i = start; i + 1 < head.length; i++) {
            if (head[i] == '\r' && head[i + 1] == '\n' && !continues(head, i + LINE_END_BYTES)) {
                return i;
            }
        }
        return head.length;
    }

    private static boolean continues(byte[] head, int at) {
        return at < head.length && (head[at] == ' ' || head[at] == '\t');
    }

    private static void addField(List<Field> fields, byte[] head, int start, int end) {
        int colon = start;
        while (colon < end && head[colon] != ':') {
            colon++;
        }
        if (colon < end && colon > start) {
            String name = new String(head, start, colon - start, StandardCharsets.ISO_8859_1);
            fields.add(new Field(name.strip().toLowerCase(Locale.ROOT), start, colon + 1, end));
        }
    }

    /**
     * Appends the relaxed canonical form of a field without its final CRLF (RFC 6376 section
     * 3.4.2): name in lower case, value unfolded, runs of spaces and tabs as one space, none at
     * either end.
     */
    static void putRelaxed(ByteBuffer out, String name, Octets head, int valueStart, int end) {
        byte[] octets = head.array();
        out.put(name.getBytes(StandardCharsets.ISO_8859_1)).put((byte) ':');
        boolean space = false;
        boolean text = false;
        for (int i = valueStart; i < end; i++) {
            byte octet = octets[i];
            if (octet == ' ' || octet == '\t') {
                space = text;
            } else if (octet == '\r' && i + 1 < end && octets[i + 1] == '\n') {
                i++;
            } else {
                if (space) {
                    out.put((byte) ' ');
                    space = false;
                }
                out.put(octet);
                text = true;
            }
        }
    }
}
