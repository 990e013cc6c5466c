// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * Breaks text into lines of at most 76 characters at spaces (I-06). No line begins with what a
 * relay, a mailbox file or a boundary could claim: a space goes before it, which format=flowed
 * takes away again (RFC 3676 section 4.4). For lonely punctuation a line may grow by two; a word
 * longer than a line stays whole.
 */
final class LineWrap {
    private static final int LINE_MAX = 76;

    /** RFC 5322 section 2.1.1. */
    private static final int WITH_LONELY_MAX = 78;

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
            int length = out.length() - lineStart + 1 + word.length();
            boolean full = length > (isLonely(word) ? WITH_LONELY_MAX : LINE_MAX);
            if (out.isEmpty() || link || afterLink || full) {
                lineStart = begin(out, word);
            } else {
                out.append(' ');
            }
            out.append(word);
            afterLink = link;
        }
        return out.toString();
    }

    private static boolean hasLink(String word) {
        return word.indexOf(Clauses.NOTICE) >= 0 || word.indexOf(Clauses.UNSUBSCRIBE) >= 0;
    }

    private static int begin(StringBuilder out, String word) {
        if (!out.isEmpty()) {
            out.append("\r\n");
        }
        int start = out.length();
        if (isClaimed(word)) {
            out.append(' ');
        }
        return start;
    }

    private static boolean isLonely(String word) {
        return word.length() == 1 && ":;?!,.".indexOf(word.charAt(0)) >= 0;
    }

    /** A mailbox file puts {@code >} before {@code From }, and our signature fails. */
    private static boolean isClaimed(String word) {
        return switch (word.charAt(0)) {
            case '.', '>' -> true;
            case '-' -> word.startsWith("--");
            case 'F' -> word.equals("From");
            default -> false;
        };
    }
}
