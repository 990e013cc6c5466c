// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.ledger.Head;
import eu.octroi.gateway.ledger.LedgerProof;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * What a walk over the ledger's chain found. Immutable.
 *
 * @param whole whether there is no fault
 * @param head with which link the ledger ends; null when it has none
 * @param key fingerprint of the key that signs now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProofAnswer(
        boolean whole, List<Month> months, List<Fault> faults, @Nullable String head, String key) {

    /** One file; {@code earlier} rows are from before the chain, which does not vouch for them. */
    public record Month(String month, long rows, long earlier, long links) {}

    /** Something that is not as it was written; {@code row} is null when it is none of one row. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fault(String month, @Nullable Long row, String what) {}

    public static ProofAnswer of(LedgerProof proof, String key) {
        return new ProofAnswer(
                proof.isWhole(),
                proof.months().stream()
                        .map(m -> new Month(m.month(), m.rows(), m.earlier(), m.links()))
                        .toList(),
                proof.faults().stream()
                        .map(f -> new Fault(f.month(), f.row().orElse(null), f.what()))
                        .toList(),
                proof.end().map(Head::toString).orElse(null),
                key);
    }

    /** For people: what was checked, then the verdict. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (Month month : months) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%s  %,d rows in %,d links",
                            month.month(),
                            month.rows(),
                            month.links()));
            if (month.earlier() > 0) {
                out.append(
                        String.format(
                                Locale.ROOT,
                                "; %,d rows from before the chain, not proven",
                                month.earlier()));
            }
            out.append('\n');
        }
        for (Fault fault : faults) {
            out.append("NOT AS WRITTEN  ").append(fault.month());
            if (fault.row() != null) {
                out.append(", row ").append(fault.row());
            }
            out.append(": ").append(fault.what()).append('\n');
        }
        if (head != null) {
            out.append("head ").append(head).append(" signed by ").append(key).append('\n');
        }
        out.append(whole ? "the ledger is whole\n" : "the ledger is not whole\n");
        return out.toString();
    }
}
