// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code octroi queue retry}. */
@Command(
        name = "retry",
        description = {"Try copies now, whatever they were waiting for."})
final class QueueRetryCommand implements Callable<Integer> {
    @Mixin private QueueOrder order = new QueueOrder();

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

    @Override
    public Integer call() {
        return order.give("retry", reason.orElse(""), over);
    }
}
