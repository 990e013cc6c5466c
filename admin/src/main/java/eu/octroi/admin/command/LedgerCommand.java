// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi ledger}: what was decided and what became of it, and the proof of that. */
@Command(
        name = "ledger",
        description = "What was decided and what became of it: show, verify, export, render.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LedgerShowCommand.class,
            LedgerVerifyCommand.class,
            LedgerExportCommand.class,
            LedgerRenderCommand.class,
            LedgerKeyCommand.class
        },
        footer = {
            "",
            "The ledger of a running gateway is asked through its API; one at rest is read, and",
            "nothing of it changed."
        })
final class LedgerCommand {}
