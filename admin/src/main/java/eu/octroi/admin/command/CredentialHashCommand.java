// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.server.PasswordVerifiers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * {@code octroi credential hash}: makes what stands under {@code password-hash}. The password comes
 * from the terminal or standard input, never from an argument, which every process could read.
 */
@Command(
        name = "hash",
        description = {
            "Read a password and print the line to put under credentials.NAME.password-hash.",
            "Asks on a terminal; otherwise reads the first line of standard input."
        })
final class CredentialHashCommand implements Runnable {
    private static final int PASSWORD_CHARACTERS_MIN = 12;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        char[] password =
                Terminals.console()
                        .map(CredentialHashCommand::asked)
                        .orElseGet(CredentialHashCommand::piped);
        try {
            if (password.length < PASSWORD_CHARACTERS_MIN) {
                throw new CommandFailedException(
                        "the password has under "
                                + PASSWORD_CHARACTERS_MIN
                                + " characters: choose a longer one");
            }
            spec.commandLine().getOut().println(PasswordVerifiers.create(password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static char[] asked(Console console) {
        char[] once = console.readPassword("Password: ");
        char[] again = console.readPassword("Again:    ");
        if (once == null || again == null || !Arrays.equals(once, again)) {
            throw new CommandFailedException("the two passwords differ: try again");
        }
        Arrays.fill(again, '\0');
        return once;
    }

    private static char[] piped() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? new char[0] : line.toCharArray();
        } catch (IOException e) {
            throw new CommandFailedException("standard input cannot be read", e);
        }
    }
}
