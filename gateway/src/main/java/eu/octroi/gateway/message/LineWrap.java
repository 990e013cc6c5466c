// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * Breaks text into lines of at most 76 characters at spaces (I-06). No line begins with what a
 * relay, a mailbox file or a boundary could claim, and none with lonely punctuation; a word longer
 * than a line stays whole.
 */
final class LineWrap {
    private static final int LINE_MAX = 76;

    private LineWrap() {}

    /**
     * @param linksAlone whether each link gets its own line, so that the length of a copy's link
     *     moves no other word
     */
    static String wrap(String text, boolean linksAlone) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int lineStart = 0;
        int at = 0;
        boolean afterLink = false;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            end = end < 0 ? text.length() : end;
            String word = text.substring(at, end);
            at = end + 1;
            if (word.isEmpty()) {
                continue;
            }
            boolean link = linksAlone && hasLink(word);
            boolean full = out.length() - lineStart + 1 + word.length() > LINE_MAX;
            if (out.length() > lineStart) {
                if (link || afterLink || (full && mayBegin(word))) {
                    out.append("\r\n");
                    lineStart = out.length();
                } else {
                    out.append(' ');
                }
            }
            out.append(word);
            afterLink = link;
        }
        return out.toString();
    }

    private static boolean hasLink(String word) {
        return word.indexOf(Clauses.NOTICE) >= 0 || word.indexOf(Clauses.UNSUBSCRIBE) >= 0;
    }

    private static boolean mayBegin(String word) {
        return switch (word.charAt(0)) {
            case '.', '>' -> false;
            case ':', ';', '?', '!', ',' -> word.length() > 1;
            case '-' -> !word.startsWith("--");
            case 'F' -> !word.equals("From");
            default -> true;
        };
    }
}
