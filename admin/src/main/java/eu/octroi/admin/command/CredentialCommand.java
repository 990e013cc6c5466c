// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi credential}: SMTP users. */
@Command(
        name = "credential",
        description = "SMTP users: add, list, revoke, and the hash for the configuration.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CredentialAddCommand.class,
            CredentialListCommand.class,
            CredentialRevokeCommand.class,
            CredentialHashCommand.class
        },
        footer = {
            "",
            "Users stand in the configuration or in the record, each name in one of the two. With a",
            "running gateway these commands go through its API and hold at once."
        })
final class CredentialCommand {}
