// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.ledger.LedgerFiles;

import java.util.List;
import java.util.Locale;

/**
 * Rows about one person or one message. Immutable.
 *
 * @param interventions what people did with copies of the message while they waited
 */
public record LedgerLines(List<LedgerLine> rows, List<Step> interventions) {
    public LedgerLines {
        rows = List.copyOf(rows);
        interventions = List.copyOf(interventions);
    }

    /** One hold or release; {@code at} is ISO 8601. Immutable. */
    public record Step(String at, int copy, String kind, String author, String reason) {
        public static Step of(LedgerFiles.Intervened intervened) {
            Intervention what = intervened.intervention();
            return new Step(
                    what.at().toString(),
                    intervened.copy(),
                    what.kind().name().toLowerCase(Locale.ROOT),
                    what.author(),
                    what.reason());
        }
    }
}
