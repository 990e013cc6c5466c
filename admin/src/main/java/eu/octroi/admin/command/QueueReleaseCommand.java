// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code octroi queue release}. */
@Command(
        name = "release",
        description = {"Let held copies go on; the time they were held does not count."})
final class QueueReleaseCommand implements Callable<Integer> {
    @Mixin private QueueOrder order = new QueueOrder();

    @Mixin private SpreadOptions spread = new SpreadOptions();

    @Override
    public Integer call() {
        return order.give("release", spread.reason(), spread.over());
    }
}
