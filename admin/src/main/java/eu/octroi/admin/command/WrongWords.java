// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;

/**
 * Tells a person what was wrong with the words typed, and where the right ones stand. The whole
 * help is printed only where no command was named. Immutable.
 */
final class WrongWords implements CommandLine.IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        CommandLine line = wrong.getCommandLine();
        PrintWriter err = line.getErr();
        // The library doubles the word for options that take KEY=VALUE.
        err.println(
                "octroi: " + String.valueOf(wrong.getMessage()).replace("option option", "option"));
        boolean isUnknown = wrong instanceof UnmatchedArgumentException;
        if (!line.getSubcommands().isEmpty() && !isUnknown) {
            line.usage(err);
        } else if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCodes.USAGE;
    }
}
