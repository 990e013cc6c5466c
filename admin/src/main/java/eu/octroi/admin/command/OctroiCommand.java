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
            ExplainCommand.class,
            SuppressCommand.class,
            ConsentCommand.class,
            KeyCommand.class,
            CredentialCommand.class,
            QueueCommand.class,
            TopCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed (do not restart), 2 usage, 3 stopped uncleanly.",
            "OCTROI_LOG sets the log level (error, warn, info, debug),",
            "OCTROI_JAVA_OPTS options for Java (such as -Xmx4g)."
        })
final class OctroiCommand {}
