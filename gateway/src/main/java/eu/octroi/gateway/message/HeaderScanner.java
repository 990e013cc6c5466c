// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the fields of one header, RFC 5322 section 2.2. What parsers read differently is refused: a
 * line without colon, blanks before the colon, a folded line of blanks only, controls. Confined to
 * one scan.
 */
final class HeaderScanner {
    /** H-27. */
    static final int OCTETS_MAX = 256 * 1024;

    /** H-27. */
    static final int FIELDS_MAX = 1_000;

    private final Octets message;
    private final Boundaries boundaries;

    HeaderScanner(Octets message, Boundaries boundaries) {
        this.message = message;
        this.boundaries = boundaries;
    }

    /** The header from {@code start} to its empty line, or to the end of the message. */
    Header scan(int start) {
        List<Field> fields = new ArrayList<>(16);
        int at = start;
        while (at < message.length()) {
            int lineEnd = lineEnd(at, start);
            if (lineEnd == at) {
                return new Header(fields, start, at, at + 2);
            }
            if (boundaries.match(at, lineEnd) != Boundaries.NONE) {
                throw Refusal.structure("a part has no end of header");
            }
            add(fields, at, lineEnd);
            at = lineEnd + 2;
        }
        return new Header(fields, start, at, at);
    }

    private void add(List<Field> fields, int at, int lineEnd) {
        if (isBlank(message.at(at))) {
            unfold(fields, at, lineEnd);
            return;
        }
        if (fields.size() == FIELDS_MAX) {
            throw Refusal.structure("more than " + FIELDS_MAX + " header fields");
        }
        int colon = at;
        while (colon < lineEnd && isNameOctet(message.at(colon))) {
            colon++;
        }
        if (colon == lineEnd || colon == at || message.at(colon) != ':') {
            throw Refusal.structure(
                    "header line "
                            + (fields.size() + 1)
                            + " has no name with a colon right after it");
        }
        String name = message.slice(at, colon).latin1().toLowerCase(Locale.ROOT);
        fields.add(new Field(name, at, colon + 1, lineEnd + 2));
    }

    private void unfold(List<Field> fields, int at, int lineEnd) {
        int text = at;
        while (text < lineEnd && isBlank(message.at(text))) {
            text++;
        }
        if (fields.isEmpty() || text == lineEnd) {
            throw Refusal.structure("a folded header line without text or without field");
        }
        Field last = fields.removeLast();
        fields.add(new Field(last.name(), last.start(), last.valueStart(), lineEnd + 2));
    }

    /** First octet of the CRLF; the line itself holds no control but TAB. */
    private int lineEnd(int from, int headerStart) {
        byte[] array = message.array();
        int base = message.offset();
        int end = message.length();
        for (int at = from; at < end; at++) {
            byte octet = array[base + at];
            if ((octet >= ' ' && octet != 0x7f) || octet < 0 || octet == '\t') {
                continue;
            }
            if (octet != '\r' || at + 1 == end || array[base + at + 1] != '\n') {
                throw Refusal.structure("a control character in a header line");
            }
            checkSizes(at - from, at - headerStart);
            return at;
        }
        throw Refusal.structure("the last header line has no line end");
    }

    private static void checkSizes(int lineOctets, int headerOctets) {
        if (lineOctets > HeaderText.LINE_OCTETS_MAX) {
            throw Refusal.structure("a header line over 998 octets");
        }
        if (headerOctets > OCTETS_MAX) {
            throw Refusal.structure("a header over 256 KiB");
        }
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isNameOctet(byte octet) {
        return octet > ' ' && octet != ':' && octet != 0x7f;
    }
}
