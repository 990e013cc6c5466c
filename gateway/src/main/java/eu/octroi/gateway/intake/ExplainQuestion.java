// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import java.util.List;
import java.util.Optional;

/**
 * Whose submission is to be explained, as it was typed. Immutable.
 *
 * @param credential such as {@code outil}, or {@code outil+spring} with a campaign
 * @param from the envelope sender, {@code <>} for the null path; empty for the author's address
 * @param to at least one, at most {@link Explainer#RECIPIENTS_MAX}
 */
public record ExplainQuestion(String credential, Optional<String> from, List<String> to) {
    public ExplainQuestion {
        to = List.copyOf(to);
    }
}
