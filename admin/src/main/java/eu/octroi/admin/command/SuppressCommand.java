// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi suppress}: the suppression list, with or without a running gateway. */
@Command(
        name = "suppress",
        description = "The suppression list: who must not be mailed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SuppressAddCommand.class,
            SuppressRemoveCommand.class,
            SuppressCorrectCommand.class,
            SuppressApproveCommand.class,
            SuppressCorrectionsCommand.class,
            SuppressCheckCommand.class,
            SuppressImportCommand.class,
            SuppressExportCommand.class,
            SuppressStatsCommand.class,
            SuppressVerifyCommand.class
        },
        footer = {
            "",
            "While a gateway runs on the data directory, these commands go through its API."
        })
final class SuppressCommand {}
