// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The word {@code octroi}. */
@Command(
        name = "octroi",
        description = "The gate through which a company's prospecting mail leaves.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ValidateCommand.class,
            SuppressCommand.class,
            KeyCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed (do not restart), 2 wrong usage, 3 stopped uncleanly.",
            "Environment: OCTROI_LOG (error, warn, info, debug), OCTROI_JAVA_OPTS (such as -Xmx4g)."
        })
final class OctroiCommand {}
