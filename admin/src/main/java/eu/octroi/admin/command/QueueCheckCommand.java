// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.queue.CheckAnswer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code octroi queue check}. */
@Command(
        name = "check",
        description = {
            "Recount from the files, with or without a running gateway, whether every accepted",
            "recipient was delivered, bounced, suppressed, expired, cancelled, quarantined or is",
            "queued. Exit code 1 when somebody is not, and which."
        })
final class QueueCheckCommand implements Callable<Integer> {
    @Mixin private QueueOptions options = new QueueOptions();

    @Override
    public Integer call() {
        CheckAnswer answer = options.check();
        options.print(answer, CheckAnswer::text);
        return answer.right() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
