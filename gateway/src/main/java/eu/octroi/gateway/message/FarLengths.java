// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import java.util.regex.Pattern;

/**
 * Lengths in a style that push what comes after the element so far down that nobody scrolls there,
 * or lift it above the top, where nobody can. Immutable.
 *
 * <p>Hardly a picture is 5,000 pixels high, and what overlaps on purpose does so by less than 200.
 * Many small steps add up all the same, as many short lines do.
 */
final class FarLengths {
    static final String FOUND = "HTML that moves what follows out of reach";

    private static final String UNIT = "(?:r?em|v[hwib]|vmin|vmax|in|cm|pc|ch|ex|r?lh)";
    private static final Pattern PUSHED =
            Pattern.compile(
                    "(?:(?:margin|padding|border)(?!-(?:left|right|inline|radius|color|image))[^:]*"
                            + "|(?:min-)?(?:height|block-size)):"
                            + "(?:.*[^-#\\w.])?(?:[5-9]\\d{3}|\\d{5}|[2-9]\\d\\d(?:\\.\\d*)?"
                            + UNIT
                            + "|\\d[\\d.]*e\\+?\\d).*");
    private static final Pattern LIFTED =
            Pattern.compile(
                    "margin(?:-top|-bottom|-block[^:]*)?:"
                            + ".*-(?:[2-9]\\d\\d|\\d{4}|\\d\\d(?:\\.\\d*)?"
                            + UNIT
                            + "|\\d[\\d.]*e\\+?\\d).*");

    private static final Pattern ASIDE =
            Pattern.compile(
                    "(?:margin|padding|border|text-indent)[^:]*:"
                            + "(?:.*[^-#\\w.])?(?:\\d{4}|[1-9]\\d\\d(?:\\.\\d*)?"
                            + UNIT
                            + "|\\d[\\d.]*e\\+?\\d).*");

    /** Enough digits in a row for a length that is far; one in every such run is looked at. */
    private static final int RUN = 4;

    private FarLengths() {}

    /** Whether one declaration has such a length; without blanks, in lower case. */
    static boolean isIn(String declaration) {
        return PUSHED.matcher(declaration).matches() || LIFTED.matcher(declaration).matches();
    }

    /** Whether it moves what stands in the element, not after it, out to the side. */
    static boolean isAside(String declaration) {
        return ASIDE.matcher(declaration).matches();
    }

    /** Whether a style may have one at all; most have none, and are looked at no further. */
    static boolean mayBeIn(byte[] html, int from, int to) {
        for (int i = from + RUN - 1; i < to; i += RUN) {
            if (isDigit(html[i]) && isLongNumber(html, i, from, to)) {
                return true;
            }
        }
        for (int i = OctetSearch.indexOf(html, '-', from, to);
                i < to - 1;
                i = OctetSearch.indexOf(html, '-', i + 1, to)) {
            if (html[i + 1] < 'A') {
                return true;
            }
        }
        return false;
    }

    /** Colours are long numbers too. */
    private static boolean isLongNumber(byte[] html, int at, int from, int to) {
        int start = at;
        while (start > from && isDigit(html[start - 1])) {
            start--;
        }
        int end = at + 1;
        while (end < to && isDigit(html[end])) {
            end++;
        }
        return end - start >= RUN && (start == from || html[start - 1] != '#');
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
