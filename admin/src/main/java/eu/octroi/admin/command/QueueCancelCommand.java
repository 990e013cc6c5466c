// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code octroi queue cancel}. */
@Command(
        name = "cancel",
        description = {
            "End copies undelivered, for good. The sender gets a report, where it wants one.",
            "What is in flight cannot be cancelled."
        })
final class QueueCancelCommand implements Callable<Integer> {
    @Mixin private QueueOrder order = new QueueOrder();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Kept in the record, with your name.")
    private String reason = "";

    @Override
    public Integer call() {
        return order.give("cancel", reason);
    }
}
