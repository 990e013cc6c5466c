// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;
import java.util.Optional;

/**
 * One recipient's copy of an accepted message, with the decision on it (H-49). Each copy has its
 * own link and its own signature (H-34). Immutable.
 *
 * @param verdict {@code Deliver}, or why this recipient gets no copy although the message was taken
 * @param clauses what the clauses in this copy said, by {@link SaidClauses#reference}; empty if
 *     none
 * @param source where this recipient's details come from, when the stream needs one
 * @param edits what only this copy changes, signature included; empty unless it is to be delivered
 */
public record Copy(
        EmailAddress to,
        Verdict verdict,
        String clauses,
        Optional<SourceId> source,
        List<Edit> edits) {
    public Copy {
        edits = List.copyOf(edits);
    }

    Copy withoutEdits() {
        return new Copy(to, verdict, clauses, source, List.of());
    }
}
