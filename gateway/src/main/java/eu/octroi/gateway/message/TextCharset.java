// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The charsets in which text is edited; in all of them ASCII octets are ASCII characters. */
enum TextCharset {
    US_ASCII(StandardCharsets.US_ASCII),
    UTF_8(StandardCharsets.UTF_8),
    ISO_8859_1(StandardCharsets.ISO_8859_1),
    ISO_8859_15(Charset.forName("ISO-8859-15")),
    WINDOWS_1252(Charset.forName("windows-1252"));

    private final Charset charset;

    TextCharset(Charset charset) {
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }

    boolean canEncode(String text) {
        return charset.newEncoder().canEncode(text);
    }

    /** The charset a leaf declares; US-ASCII where it declares none, RFC 2045 section 5.2. */
    static TextCharset of(MediaType type) {
        String name = type.value("charset").orElse("us-ascii");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "us-ascii", "ascii" -> US_ASCII;
            case "utf-8", "utf8" -> UTF_8;
            case "iso-8859-1", "iso8859-1", "latin1" -> ISO_8859_1;
            case "iso-8859-15", "iso8859-15", "latin-9" -> ISO_8859_15;
            case "windows-1252", "cp1252" -> WINDOWS_1252;
            default -> throw Refusal.structure("a text in a charset that is not edited");
        };
    }
}
