// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Optional;

/**
 * Where the unsubscribe footer stands that the tool adds itself. It is taken out, and ours comes
 * instead, when both marks stand exactly once in every displayed text; otherwise theirs stays and
 * ours comes besides.
 *
 * @param html marks in HTML; what lies between them must close every element it opens; default none
 * @param text marks in plain text; default none
 */
public record ToolFooter(Optional<Mark> html, Optional<Mark> text) {
    public static final ToolFooter NONE = new ToolFooter(Optional.empty(), Optional.empty());

    /**
     * The footer from its first words to its last ones, both included.
     *
     * @param start ASCII text the footer begins with, as it stands in the source
     * @param end ASCII text the footer ends with
     */
    public record Mark(String start, String end) {}
}
