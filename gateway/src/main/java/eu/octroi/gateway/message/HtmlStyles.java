// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import org.jspecify.annotations.Nullable;

/**
 * What the style attributes of a text may hide. A mail says a few styles again and again: what was
 * found out about one holds for the next that reads the same. Confined to one scan.
 */
final class HtmlStyles {
    /** Styles that are remembered; another may take a place. A power of two. */
    private static final int REMEMBERED = 32;

    private final byte[] html;
    private final @Nullable HtmlHiding[] seen = new HtmlHiding[REMEMBERED];

    HtmlStyles(byte[] html) {
        this.html = html;
    }

    /**
     * What hides an element with the style that stands between those places.
     *
     * @param hidden whether another attribute hides it
     * @param named whether it has a class or id
     */
    HtmlHiding hiding(int from, int to, boolean hidden, boolean named) {
        int slot = slot(from, to);
        HtmlHiding last = seen[slot];
        if (last != null && last.isSame(from, to, hidden, named)) {
            return last;
        }
        HtmlHiding hiding = new HtmlHiding(html, hidden, named, from, to);
        seen[slot] = hiding;
        return hiding;
    }

    private int slot(int from, int to) {
        int length = to - from;
        int middle = length == 0 ? 0 : html[from + length / 2];
        return (length * 7 + middle) & (REMEMBERED - 1);
    }
}
