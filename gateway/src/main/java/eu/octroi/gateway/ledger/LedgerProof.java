// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a walk over the chain found. Immutable.
 *
 * @param months what was read, oldest first
 * @param faults in the order of the chain, the first one of each month; empty when all is whole
 * @param end with which link the ledger ends
 */
public record LedgerProof(List<Month> months, List<Fault> faults, Optional<Head> end) {
    public LedgerProof {
        months = List.copyOf(months);
        faults = List.copyOf(faults);
    }

    /**
     * One file. Immutable.
     *
     * @param rows that the chain vouches for, as far as the walk came
     * @param earlier rows from before the chain, for which it does not
     * @param links batches that were followed
     */
    public record Month(String month, long rows, long earlier, long links) {}

    /**
     * Something that is not as it was written. Immutable.
     *
     * @param month the file, or which other file of the ledger
     * @param row the number of the row; empty when it is none of one row
     */
    public record Fault(String month, Optional<Long> row, String what) {
        static Fault of(String month, String what) {
            return new Fault(month, Optional.empty(), what);
        }

        @Override
        public String toString() {
            return month + row.map(number -> ", row " + number).orElse("") + ": " + what;
        }
    }

    public boolean isWhole() {
        return faults.isEmpty();
    }

    public long rows() {
        return months.stream().mapToLong(Month::rows).sum();
    }
}
