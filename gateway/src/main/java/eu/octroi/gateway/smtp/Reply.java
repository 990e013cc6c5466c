// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import java.util.Optional;

/**
 * One answer of the server, RFC 5321 section 4.2. Immutable.
 *
 * @param code 200 to 599
 * @param enhanced after RFC 2034; its class agrees with the code's; empty for the greeting, the
 *     answer to EHLO and the 3xx codes
 * @param text printable ASCII, may be empty; several lines are separated by a line feed; no line is
 *     longer than {@link #TEXT_MAX}
 */
public record Reply(int code, Optional<EnhancedCode> enhanced, String text) {
    /** Octets of a reply line with its CRLF, section 4.5.3.1.5. */
    public static final int LINE_OCTETS_MAX = 512;

    /** Characters of text in a line: what code, enhanced code and CRLF leave of 512 octets. */
    public static final int TEXT_MAX = LINE_OCTETS_MAX - "250-5.999.999 \r\n".length();

    public Reply {
        if (code < 200 || code > 599 || !agree(code, enhanced) || !isText(text)) {
            throw new IllegalArgumentException("not a reply: " + code);
        }
    }

    static Reply of(int code, String text) {
        return new Reply(code, Optional.empty(), text);
    }

    static Reply of(int code, int subject, int detail, String text) {
        return new Reply(code, Optional.of(new EnhancedCode(code / 100, subject, detail)), text);
    }

    /** Whether the client may go on: 2xx or 3xx. */
    public boolean isPositive() {
        return code < 400;
    }

    /** The octets on the wire, all ASCII, line ends included. */
    public String wire() {
        StringBuilder wire = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            line(wire, '-', from, end);
            from = end + 1;
        }
        line(wire, ' ', from, text.length());
        return wire.toString();
    }

    @Override
    public String toString() {
        return wire().strip();
    }

    private void line(StringBuilder wire, char separator, int from, int to) {
        wire.append(code).append(separator);
        enhanced.ifPresent(e -> wire.append(e).append(' '));
        wire.append(text, from, to).append("\r\n");
    }

    private static boolean agree(int code, Optional<EnhancedCode> enhanced) {
        return enhanced.isEmpty() || enhanced.get().kind() == code / 100;
    }

    private static boolean isText(String text) {
        return text.lines().allMatch(line -> line.length() <= TEXT_MAX)
                && text.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f));
    }
}
