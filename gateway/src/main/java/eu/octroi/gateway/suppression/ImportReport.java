// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import java.util.List;

/**
 * What became of a list. Every line that is neither blank nor a header is counted once: read =
 * added + already + duplicates + passed + rejected.
 *
 * @param read lines with something on them, header aside
 * @param added entries written, or that would be by a dry run
 * @param already entries that stood before
 * @param duplicates lines that repeat an earlier line of the same list
 * @param passed lines of a list of contacts that say nothing against mail
 * @param rejected lines that could not be understood
 * @param hashed entries known by a plain digest only, which is weak protection
 * @param sha256 of the octets of the list, as {@code sha256sum} prints it
 * @param rejects the first {@value #REJECTS_MAX} rejected lines
 */
public record ImportReport(
        long read,
        long added,
        long already,
        long duplicates,
        long passed,
        long rejected,
        long hashed,
        String sha256,
        List<Reject> rejects) {
    public static final int REJECTS_MAX = 1000;

    /**
     * A line that could not be understood; its text is not kept, because it may be an address.
     *
     * @param line counted from 1, header and blank lines included
     */
    public record Reject(long line, String why) {}

    public ImportReport {
        rejects = List.copyOf(rejects);
    }
}
