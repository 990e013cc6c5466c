// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine;

/** Puts the command together: its words, its help and how failures are told. */
public final class CommandLines {
    private CommandLines() {}

    /** The whole {@code octroi} command; {@code execute} returns the process's exit code. */
    public static CommandLine create() {
        return new CommandLine(new OctroiCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Failures());
    }
}
