// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code octroi queue retry}. */
@Command(
        name = "retry",
        description = {"Try copies now, whatever they were waiting for."})
final class QueueRetryCommand implements Callable<Integer> {
    @Mixin private QueueOrder order = new QueueOrder();

    @Mixin private SpreadOptions spread = new SpreadOptions();

    @Override
    public Integer call() {
        return order.give("retry", spread.reason(), spread.over());
    }
}
