// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi consent}: recorded consents, with or without a running gateway. */
@Command(
        name = "consent",
        description = "Recorded consents: who may be written to where silence is not enough.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ConsentAddCommand.class,
            ConsentImportCommand.class,
            ConsentShowCommand.class,
            ConsentWithdrawCommand.class
        },
        footer = {
            "",
            "While a gateway runs on the data directory, these commands go through its API."
        })
final class ConsentCommand {}
