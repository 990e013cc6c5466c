// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

/** Makes foreign text fit for a log line, a record and a report: one event, one line. */
final class OneLine {
    private OneLine() {}

    /** {@code text} fit to stand between quotation marks in a log line, in its own letters. */
    static String quoted(String text) {
        return text.replace('"', '\'').replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }

    /** {@code text} with all but printable ASCII replaced by {@code ?}, {@code max} at most. */
    static String of(String text, int max) {
        int length = Math.min(text.length(), max);
        StringBuilder line = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return line.toString();
    }
}
