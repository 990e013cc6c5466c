// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

/** What came of asking for an explanation. */
public sealed interface ExplainResult {
    /** Every decision and what would leave. */
    record Explained(Explanation explanation) implements ExplainResult {}

    /** The question makes no sense; {@code why} is one sentence for whoever asked. */
    record Misasked(String why) implements ExplainResult {}
}
