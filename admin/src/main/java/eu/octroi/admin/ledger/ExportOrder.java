// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import eu.octroi.gateway.ledger.LedgerFiles;
import eu.octroi.gateway.ledger.RowId;

import java.util.Locale;
import java.util.Optional;

/**
 * Which rows are to be written, and how. Immutable.
 *
 * @param after the last row that was written already
 */
public record ExportOrder(LedgerFiles.Span span, Optional<RowId> after, Format format) {

    /** How rows are written. */
    public enum Format {
        CSV,
        NDJSON;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** That of a word; empty when there is none. */
        public static Optional<Format> ofWord(String word) {
            return word.equals(CSV.word())
                    ? Optional.of(CSV)
                    : Optional.of(NDJSON).filter(ndjson -> word.equals(ndjson.word()));
        }
    }
}
