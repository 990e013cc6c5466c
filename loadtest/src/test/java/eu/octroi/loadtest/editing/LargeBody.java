// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.editing;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A process that edits one message with a body of 25 MB in a single line, and says how long it is.
 */
final class LargeBody {
    private static final int OCTETS = 25 << 20;
    private static final int SAMPLE = 1_000;

    private LargeBody() {}

    /** What fills the body. */
    enum Filling {
        TEXT("plain", "utf-8", "7bit", "", "AAA ", "x"),
        TEXT_BASE64("plain", "utf-8", "base64", "", "AAA", ""),
        /** What a reader looks ahead for: blanks count unless the line ends after them. */
        BLANKS_QUOTED("plain", "utf-8", "quoted-printable", "", " ", "x"),
        FRENCH("plain", "utf-8", "8bit", "", "été ", "x"),
        RUSSIAN("plain", "utf-8", "8bit", "", "жизнь", "x"),
        RUSSIAN_BASE64("plain", "utf-8", "base64", "", "жизнь", "x"),
        RUSSIAN_QUOTED("plain", "utf-8", "quoted-printable", "", "жизнь", "x"),
        RUSSIAN_KOI8("plain", "koi8-r", "8bit", "", "жизнь", "x"),
        JAPANESE("plain", "shift_jis", "8bit", "", "日本語", "x"),
        JAPANESE_2022("plain", "iso-2022-jp", "7bit", "", "日本語", "x"),
        /** Cannot be added to and becomes UTF-8. */
        KOREAN("plain", "iso-2022-kr", "7bit", "", "한국어", "x"),
        JAPANESE_UTF16("plain", "utf-16", "base64", "", "日本語", "x"),
        HTML_TEXT("html", "utf-8", "7bit", "<p>", "AAA ", "</p>"),
        HTML_TAGS("html", "utf-8", "7bit", "<body>", p("AAA "), "</body>"),
        HTML_RUSSIAN("html", "utf-8", "8bit", "<body>", p("жизнь "), "</body>"),
        HTML_BASE64("html", "utf-8", "base64", "<body>", p("жизнь "), "</body>"),
        HTML_QUOTED("html", "utf-8", "quoted-printable", "<body>", p("é = "), "</body>"),
        HTML_JAPANESE("html", "shift_jis", "8bit", "<p>", "日本語", "</p>"),
        HTML_KOREAN("html", "iso-2022-kr", "7bit", "<p>", "한국어", "</p>"),
        HTML_UTF16("html", "utf-16", "base64", "<p>", "日本語", "</p>"),
        HTML_COMMENT("html", "utf-8", "7bit", "<!--", "AAA ", "--><p>x</p>"),
        HTML_STYLE("html", "utf-8", "7bit", "<style>", "p{color:red} ", "</style><p>x</p>"),
        HTML_ATTRIBUTE("html", "utf-8", "7bit", "<p title=\"", "AAA ", "\">x</p>");

        private final String subtype;
        private final Charset charset;
        private final String encoding;
        private final String first;
        private final String again;
        private final String last;

        Filling(
                String subtype,
                String charset,
                String encoding,
                String first,
                String again,
                String last) {
            this.subtype = subtype;
            this.charset = Charset.forName(charset);
            this.encoding = encoding;
            this.first = first;
            this.again = again;
            this.last = last;
        }

        private static String p(String words) {
            return "<p dir=\"ltr\">" + words.repeat(50) + "</p>";
        }

        private byte[] body(int times) {
            byte[] text = (first + again.repeat(times) + last).getBytes(charset);
            return switch (encoding) {
                case "base64" -> Base64.getEncoder().encode(text);
                case "quoted-printable" -> quoted(text);
                default -> text;
            };
        }

        private Octets message() {
            byte[] head =
                    """
                    From: lea@exemple.fr
                    Subject: Offre
                    MIME-Version: 1.0
                    Content-Type: text/%s; charset=%s
                    Content-Transfer-Encoding: %s

                    """
                            .formatted(subtype, charset.name(), encoding)
                            .replace("\n", "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            int times = (int) ((long) OCTETS * SAMPLE / body(SAMPLE).length);
            byte[] body = body(times);
            byte[] octets = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, octets, head.length, body.length);
            return Octets.of(octets);
        }
    }

    /** Takes the name of the filling. */
    public static void main(String[] words) {
        Octets message = Filling.valueOf(words[0]).message();
        EditedMessage copy = new EditedCompany().copy(message).orElseThrow();
        long length = 0;
        for (Octets piece : copy.pieces()) {
            length += piece.length();
        }
        System.out.println("edited " + message.length() + " " + length);
    }

    private static byte[] quoted(byte[] octets) {
        byte[] quoted = new byte[3 * octets.length];
        int count = 0;
        for (byte octet : octets) {
            if (octet >= ' ' && octet != '=') {
                quoted[count++] = octet;
            } else {
                quoted[count++] = '=';
                quoted[count++] = hex(octet >> 4);
                quoted[count++] = hex(octet);
            }
        }
        return Arrays.copyOf(quoted, count);
    }

    private static byte hex(int digit) {
        return (byte) Character.toUpperCase(Character.forDigit(digit & 0xf, 16));
    }
}
