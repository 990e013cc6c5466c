// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Clauses A and B as two blocks of lines, each ending its last line. Immutable.
 *
 * @param isAscii whether both are pure ASCII
 */
record ClauseBlocks(String information, String opposition, boolean isAscii) {
    /**
     * @param information clause A in each language
     * @param opposition clause B in each language
     * @param apart whether an empty line stands between two languages
     */
    static ClauseBlocks of(List<String> information, List<String> opposition, boolean apart) {
        String a = blocks(information, apart);
        String b = blocks(opposition, apart);
        return new ClauseBlocks(a, b, isAscii(a) && isAscii(b));
    }

    /** Both together, as a charset must be able to encode them. */
    String both() {
        return information + opposition;
    }

    /** These blocks with plain dashes and apostrophes: what typography alone adds is left out. */
    ClauseBlocks withoutTypography() {
        String a = plain(information);
        String b = plain(opposition);
        return new ClauseBlocks(a, b, isAscii(a) && isAscii(b));
    }

    private static String blocks(List<String> texts, boolean apart) {
        return texts.stream()
                .map(text -> LineWrap.wrap(text, true) + "\r\n")
                .collect(Collectors.joining(apart ? "\r\n" : ""));
    }

    private static String plain(String text) {
        return text.replace('\u2014', '-').replace('\u2013', '-').replace('\u2019', '\'');
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
