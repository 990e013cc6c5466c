// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;

/** What came of planning the edits of a message. */
public sealed interface PlanResult {
    /** The edits are known. */
    record Planned(RewritePlan plan) implements PlanResult {}

    /** What this gateway cannot edit with certainty does not leave; {@code why} is one sentence. */
    record Unsupported(Tag tag, String why) implements PlanResult {}
}
