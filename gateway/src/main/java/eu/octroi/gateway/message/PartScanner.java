// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the part tree in one pass over the lines of a message. Confined to one scan.
 *
 * <p>Each line that begins with two hyphens is compared with the open boundaries, at most 32, so
 * that time is linear in the size whatever the message says.
 */
final class PartScanner {
    /** H-27. */
    static final int PARTS_MAX = 1_000;

    /** Line ends, NUL and the few controls beside them. */
    private static final int CONTROLS_END = '\r' + 1;

    private final Octets message;
    private final Boundaries boundaries;
    private final HeaderScanner headers;
    private int parts;

    // Where the last stretch of lines ended and why.
    private int stretchEnd;
    private int delimiter = Boundaries.NONE;
    private int next;
    private boolean touching;
    private boolean eightBit;
    private int longestLine;

    PartScanner(Octets message) {
        this.message = message;
        this.boundaries = new Boundaries(message);
        this.headers = new HeaderScanner(message, boundaries);
    }

    Part scan() {
        return entity(0, MediaType.TEXT);
    }

    private Part entity(int start, MediaType defaultType) {
        if (++parts > PARTS_MAX) {
            throw Refusal.structure("more than " + PARTS_MAX + " parts");
        }
        Header header = headers.scan(start);
        checkContentFields(header);
        Optional<Field> field = header.first("content-type");
        MediaType type =
                field.isPresent() ? MediaTypeParser.parse(message, field.get()) : defaultType;
        return type.isMultipart() ? multipart(header, type) : leaf(header, type);
    }

    private Part leaf(Header header, MediaType type) {
        clearMeasures();
        stretch(header.bodyStart());
        return part(header, type, List.of());
    }

    private Part multipart(Header header, MediaType type) {
        if (!PartKind.isIdentity(encoding(header))) {
            // RFC 2045 section 6.4; some programs would decode it and find other parts (I-08).
            throw Refusal.structure("a multipart in a transfer encoding");
        }
        int level = boundaries.depth();
        boundaries.push(
                type.value("boundary")
                        .orElseThrow(() -> Refusal.structure("a multipart without boundary")));
        clearMeasures();
        stretch(header.bodyStart());
        if (!isNextPart(level)) {
            throw Refusal.structure("a multipart without parts");
        }
        boolean outsideEightBit = eightBit;
        int outsideLongest = longestLine;
        MediaType childType =
                type.name().equals("multipart/digest") ? MediaType.MESSAGE : MediaType.TEXT;
        List<Part> children = new ArrayList<>(4);
        do {
            children.add(entity(next, childType));
        } while (isNextPart(level));
        eightBit = outsideEightBit;
        longestLine = outsideLongest;
        if (isEnd(level)) {
            stretch(next);
            if (isNextPart(level) || isEnd(level)) {
                throw Refusal.structure("a boundary line after the end of its multipart");
            }
        }
        boundaries.pop();
        return part(header, type, children);
    }

    private boolean isNextPart(int level) {
        return delimiter == 2 * level;
    }

    /**
     * A multipart whose closing line is missing ends with the message or with the multipart around
     * it; every parser reads the same parts then (I-02).
     */
    private boolean isEnd(int level) {
        return delimiter == 2 * level + 1;
    }

    private Part part(Header header, MediaType type, List<Part> children) {
        String disposition = disposition(header);
        boolean named = type.isNamed() || isNamed(header);
        Part.Body body =
                new Part.Body(header.bodyStart(), stretchEnd, touching, eightBit, longestLine);
        return new Part(header, type, encoding(header), disposition, named, body, children);
    }

    private void clearMeasures() {
        eightBit = false;
        longestLine = 0;
    }

    /** Reads lines until one is an open boundary or the message ends. */
    private void stretch(int from) {
        byte[] array = message.array();
        int base = message.offset();
        int end = message.length();
        int lineStart = from;
        delimiter = delimiterAt(from);
        int at = from;
        while (delimiter == Boundaries.NONE && at < end) {
            // Most octets are text: only controls can end a line or be refused.
            at = OctetSearch.indexBelow(array, CONTROLS_END, base + at, base + end) - base;
            if (at == end) {
                break;
            }
            byte octet = array[base + at++];
            if (octet == '\r' && at < end && array[base + at] == '\n') {
                longestLine = Math.max(longestLine, at - 1 - lineStart);
                lineStart = ++at;
                if (at < end && array[base + at] == '-') {
                    delimiter = delimiterAt(at);
                }
            } else {
                checkControl(octet);
            }
        }
        if (delimiter == Boundaries.NONE) {
            longestLine = Math.max(longestLine, end - lineStart);
        }
        touching = delimiter != Boundaries.NONE && lineStart == from;
        stretchEnd = delimiter == Boundaries.NONE ? end : Math.max(from, lineStart - 2);
        eightBit |= message.slice(from, stretchEnd).hasEightBit();
    }

    private static void checkControl(byte octet) {
        if (octet == 0) {
            throw Refusal.structure("a NUL octet");
        }
        if (octet == '\r' || octet == '\n') {
            throw Refusal.structure("a bare CR or LF");
        }
    }

    private int delimiterAt(int lineStart) {
        if (boundaries.depth() == 0 || lineStart == message.length()) {
            return Boundaries.NONE;
        }
        if (message.at(lineStart) != '-') {
            return Boundaries.NONE;
        }
        int lineFeed = message.indexOf((byte) '\n', lineStart);
        if (lineFeed >= 0 && message.at(lineFeed - 1) != '\r') {
            throw Refusal.structure("a bare CR or LF");
        }
        int lineEnd = lineFeed < 0 ? message.length() : lineFeed - 1;
        next = lineFeed < 0 ? message.length() : lineFeed + 1;
        return boundaries.match(lineStart, lineEnd);
    }

    private static void checkContentFields(Header header) {
        Set<String> seen = new HashSet<>();
        for (Field field : header.fields()) {
            if (field.name().startsWith("content-") && !seen.add(field.name())) {
                throw Refusal.structure("the field " + field.name() + " stands twice");
            }
        }
    }

    private String encoding(Header header) {
        String encoding = value(header, "content-transfer-encoding");
        if (!encoding.chars().allMatch(PartScanner::isToken)) {
            throw Refusal.structure("a Content-Transfer-Encoding that is no single word");
        }
        return encoding.isEmpty() ? "7bit" : encoding;
    }

    private String disposition(Header header) {
        String value = value(header, "content-disposition");
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip();
    }

    private boolean isNamed(Header header) {
        return value(header, "content-disposition").contains("filename");
    }

    private String value(Header header, String name) {
        return header.first(name)
                .map(f -> Header.unfolded(message, f).toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static boolean isToken(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    }
}
