// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.consent.ConsentEntry;
import eu.octroi.gateway.consent.ProofForm;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * All that is recorded of a person, as the API tells it.
 *
 * @param entries the oldest first
 */
public record ConsentAnswers(List<Entry> entries) {
    public ConsentAnswers {
        entries = List.copyOf(entries);
    }

    /**
     * One proof.
     *
     * @param proof its fields by the names of files and commands
     * @param withdrawnAt null while it stands
     */
    public record Entry(
            long id,
            Map<String, String> proof,
            String recordedAt,
            String recordedBy,
            @Nullable String withdrawnAt,
            @Nullable String withdrawnBy) {
        static Entry of(ConsentEntry entry) {
            return new Entry(
                    entry.id(),
                    ProofForm.fields(entry.proof()),
                    entry.recordedAt().toString(),
                    entry.recordedBy(),
                    entry.withdrawal().map(w -> w.at().toString()).orElse(null),
                    entry.withdrawal().map(ConsentEntry.Withdrawal::by).orElse(null));
        }
    }

    /** Whether there was anything to withdraw; the person is opposed in any case. */
    public record Withdrawn(boolean ended) {}

    /** How many people are known, and whether they can be looked up. */
    public record Figures(int people, boolean available) {}

    public static ConsentAnswers of(List<ConsentEntry> entries) {
        return new ConsentAnswers(entries.stream().map(Entry::of).toList());
    }
}
