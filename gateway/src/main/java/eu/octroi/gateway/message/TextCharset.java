// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The charset of a leaf and how text in it is edited (I-14 to I-20). Immutable.
 *
 * @param charset in which what we add is written
 */
record TextCharset(Charset charset, Kind kind) {
    /** How octets and characters go together. */
    enum Kind {
        /** ASCII octets are ASCII characters, and every octet is a character or part of UTF-8. */
        SIMPLE,
        /** An ASCII octet may be the second of a character; what we add is ASCII (I-19). */
        MULTIBYTE,
        /** Escape codes switch between sets; what we add is ASCII (I-17). */
        ISO_2022_JP,
        /** Units of two octets (I-18). */
        UTF_16,
        /** Units of four octets. */
        UTF_32,
        /** Of a name nobody here knows, or none at all; read as ASCII (I-15, I-20). */
        UNKNOWN,
        /** Known, but its octets are no ASCII: the leaf can only become UTF-8 (I-17). */
        FOREIGN,
        /** What some programs read in ways that nobody here can follow. */
        UNREADABLE
    }

    static final TextCharset US_ASCII = new TextCharset(StandardCharsets.US_ASCII, Kind.SIMPLE);
    static final TextCharset UTF_8 = new TextCharset(StandardCharsets.UTF_8, Kind.SIMPLE);

    private static final TextCharset UNKNOWN =
            new TextCharset(StandardCharsets.US_ASCII, Kind.UNKNOWN);
    private static final TextCharset UNREADABLE =
            new TextCharset(StandardCharsets.US_ASCII, Kind.UNREADABLE);
    private static final Pattern SHIFTING = Pattern.compile(".*utf-?7|hz(-.*)?");
    private static final int NAMES_MAX = 256;
    private static final ConcurrentHashMap<String, TextCharset> KNOWN = new ConcurrentHashMap<>();

    /** The charset a leaf declares; US-ASCII where it declares none, RFC 2045 section 5.2. */
    static TextCharset of(MediaType type) {
        String name = type.value("charset").orElse("us-ascii").strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "us-ascii" -> US_ASCII;
            case "utf-8" -> UTF_8;
            default -> named(name);
        };
    }

    private static TextCharset named(String name) {
        TextCharset known = KNOWN.get(name);
        if (known == null) {
            known = find(name);
            if (KNOWN.size() < NAMES_MAX) {
                KNOWN.put(name, known);
            }
        }
        return known;
    }

    private static TextCharset find(String name) {
        if (SHIFTING.matcher(name).matches()) {
            return UNREADABLE;
        }
        try {
            return of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return switch (name) {
                case "utf8" -> UTF_8;
                case "latin1", "iso8859-1" ->
                        new TextCharset(StandardCharsets.ISO_8859_1, Kind.SIMPLE);
                case "latin-9", "iso8859-15" -> of(Charset.forName("ISO-8859-15"));
                default -> UNKNOWN;
            };
        }
    }

    private static TextCharset of(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        if (charset.equals(StandardCharsets.US_ASCII)) {
            return US_ASCII;
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            return UTF_8;
        }
        if (name.contains("UTF-16")) {
            return new TextCharset(charset, Kind.UTF_16);
        }
        if (name.contains("UTF-32")) {
            return new TextCharset(charset, Kind.UTF_32);
        }
        if (name.startsWith("ISO-2022-JP")) {
            return new TextCharset(StandardCharsets.US_ASCII, Kind.ISO_2022_JP);
        }
        if (!isAscii(charset)) {
            return new TextCharset(charset, Kind.FOREIGN);
        }
        return charset.newEncoder().maxBytesPerChar() == 1
                ? new TextCharset(charset, Kind.SIMPLE)
                : new TextCharset(charset, Kind.MULTIBYTE);
    }

    /** Whether all printable ASCII octets are the same characters, without any shift. */
    private static boolean isAscii(Charset charset) {
        StringBuilder ascii = new StringBuilder(96);
        for (char c = ' '; c < 0x7f; c++) {
            ascii.append(c);
        }
        String text = ascii.toString();
        return charset.canEncode()
                && !charset.name().startsWith("ISO-2022")
                && text.equals(new String(text.getBytes(StandardCharsets.US_ASCII), charset));
    }

    boolean canEncode(String text) {
        return charset.newEncoder().canEncode(text);
    }

    /** Octets of one unit, which an ASCII character is. */
    int unit() {
        return switch (kind) {
            case UTF_16 -> 2;
            case UTF_32 -> 4;
            case SIMPLE, MULTIBYTE, ISO_2022_JP, UNKNOWN, FOREIGN, UNREADABLE -> 1;
        };
    }
}
