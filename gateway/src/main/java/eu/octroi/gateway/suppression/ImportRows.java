// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The rows of a list, in whatever form it comes. Confined to one import. */
interface ImportRows {
    /** How far the form of a list is looked for. */
    int AHEAD_MAX = 4096;

    /** The next row; null at the end. */
    @Nullable ImportRow next() throws IOException;

    /** Lines taken so far. */
    long lines();

    /** Octets taken so far. */
    long octets();

    /** Finds out the form of a list: JSON begins with a bracket, which no address does. */
    static ImportRows of(InputStream in) throws IOException {
        BufferedInputStream ahead = new BufferedInputStream(in, AHEAD_MAX);
        ahead.mark(AHEAD_MAX);
        int first = ahead.read();
        for (int i = 1; i < AHEAD_MAX && isMarkOrBlank(first); i++) {
            first = ahead.read();
        }
        ahead.reset();
        return first == '{' || first == '[' ? new JsonRows(ahead) : new TextRows(ahead);
    }

    private static boolean isMarkOrBlank(int octet) {
        return octet == ' '
                || octet == '\t'
                || octet == '\r'
                || octet == '\n'
                || octet == 0xef
                || octet == 0xbb
                || octet == 0xbf;
    }
}
