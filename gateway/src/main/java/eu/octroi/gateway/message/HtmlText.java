// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/** Text as it stands in HTML, between tags and inside quoted attribute values alike. */
final class HtmlText {
    private HtmlText() {}

    /**
     * Appends {@code text} in ASCII: what means something to HTML, or is no ASCII, as a reference.
     */
    static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (c < 0x7f) {
                        out.append((char) c);
                    } else {
                        out.append("&#").append(c).append(';');
                    }
                }
            }
            i += Character.charCount(c);
        }
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(out, text);
        return out.toString();
    }
}
