// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi key}: signing keys. */
@Command(
        name = "key",
        description = "The DKIM keys of the sending domains.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KeyDnsCommand.class)
final class KeyCommand {}
