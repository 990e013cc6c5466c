// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code octroi queue hold}. */
@Command(
        name = "hold",
        description = {
            "Keep copies back until they are released: they are not delivered and do not expire.",
            "What is accepted later is not held."
        })
final class QueueHoldCommand implements Callable<Integer> {
    @Mixin private QueueOrder order = new QueueOrder();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Kept in the record, with your name.")
    private String reason = "";

    @Override
    public Integer call() {
        return order.give("hold", reason);
    }
}
