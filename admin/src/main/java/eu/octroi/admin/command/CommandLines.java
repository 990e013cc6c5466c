// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Puts the command together: its words, its help and how failures are told. */
public final class CommandLines {
    private CommandLines() {}

    /** Does what {@code words} ask; returns the process's exit code. */
    public static int run(String... words) {
        return create().execute(words);
    }

    /** The whole {@code octroi} command. */
    static CommandLine create() {
        CommandLine line = new CommandLine(new OctroiCommand());
        addHelp(line);
        addVersion(line);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new WrongWords())
                .setExecutionExceptionHandler(new Failures());
    }

    /** Because everybody types {@code --version} before {@code version}. */
    private static void addVersion(CommandLine line) {
        line.getCommandSpec()
                .version(VersionCommand.text())
                .addOption(
                        OptionSpec.builder("--version")
                                .versionHelp(true)
                                .description("Print which build this is.")
                                .build());
    }

    /** So that {@code --help} is understood after every word. */
    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(
                            OptionSpec.builder("-h", "--help")
                                    .usageHelp(true)
                                    .description("Show this help.")
                                    .build());
        }
        line.getSubcommands().values().forEach(CommandLines::addHelp);
    }
}
