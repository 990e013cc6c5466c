// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Option;

import java.util.Optional;

/** What goes with an order after which copies become due. Filled once by picocli. */
final class SpreadOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Kept in the record, with your name.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--over",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Spread them over this time (default: ${DEFAULT-VALUE}).")
    private String over = "10s";

    /** Empty when none was given. */
    String reason() {
        return reason.orElse("");
    }

    String over() {
        return over;
    }
}
