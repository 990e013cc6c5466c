// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import java.util.List;

/**
 * How an import of proofs ended. Immutable.
 *
 * @param read lines that were to hold one
 * @param added of them new; in a dry run all that are complete
 * @param already of them there before
 * @param withdrawn of them given before the person withdrew, so not taken
 * @param rejected of them incomplete
 * @param rejects the first of those
 */
public record ConsentImportReport(
        long read, long added, long already, long withdrawn, long rejected, List<Reject> rejects) {
    public static final int REJECTS_MAX = 100;

    public ConsentImportReport {
        rejects = List.copyOf(rejects);
    }

    /**
     * A line that was not taken.
     *
     * @param line counted from 1, the header's
     */
    public record Reject(long line, String why) {}
}
