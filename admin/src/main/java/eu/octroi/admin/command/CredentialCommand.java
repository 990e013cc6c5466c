// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi credential}: SMTP users. */
@Command(
        name = "credential",
        description = "The SMTP users of the configuration.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CredentialHashCommand.class)
final class CredentialCommand {}
