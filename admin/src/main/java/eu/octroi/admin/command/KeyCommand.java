// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;

/** {@code octroi key}: signing keys and their life (L-08). */
@Command(
        name = "key",
        description = "The DKIM keys of the sending domains, and the key of the suppression list.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeyListCommand.class,
            KeyDnsCommand.class,
            KeyGenerateCommand.class,
            KeyCheckCommand.class,
            KeyActivateCommand.class,
            KeyRetireCommand.class,
            KeyRevokeCommand.class,
            KeyAddressCommand.class
        },
        footer = {
            "",
            "While a gateway runs on the data directory, these commands go through its API,",
            "and it signs with the new key at once."
        })
final class KeyCommand {}
