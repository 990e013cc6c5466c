// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi queue}: what waits to be delivered, and what to do about it. */
@Command(
        name = "queue",
        description =
                "What waits to be delivered: look at it, hold, release, retry, cancel, check.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QueueListCommand.class,
            QueueShowCommand.class,
            QueueHoldCommand.class,
            QueueReleaseCommand.class,
            QueueRetryCommand.class,
            QueueCancelCommand.class,
            QueueCheckCommand.class
        },
        footer = {
            "",
            "A copy is one recipient's copy of a message. All of this goes through the API of the",
            "gateway that runs on the data directory."
        })
final class QueueCommand {}
