// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.queue.Choice;

import picocli.CommandLine.Option;

import java.util.Optional;

/** Which copies of the queue are meant. Filled once by picocli. */
final class ChoiceOptions {
    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Recipients of this domain.")
    private Optional<String> domain = Optional.empty();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "Accepted longer ago, such as 90s, 15m, 2h, 3d.")
    private Optional<String> olderThan = Optional.empty();

    @Option(names = "--campaign", paramLabel = "ID", description = "Sent for this campaign.")
    private Optional<String> campaign = Optional.empty();

    @Option(names = "--stream", paramLabel = "ID", description = "Sent on this stream.")
    private Optional<String> stream = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "A message, or with .N at its end one copy of it.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--all", description = "Every copy.")
    private boolean all;

    Choice choice() {
        return new Choice(domain, olderThan, campaign, stream, id, all);
    }
}
