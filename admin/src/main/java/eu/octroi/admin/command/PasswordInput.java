// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a password from the terminal, where it is asked for twice, or from the first line of
 * standard input; never from an argument, which every process could read.
 */
final class PasswordInput {
    private static final int CHARACTERS_MIN = 12;

    private PasswordInput() {}

    /** The password, long enough; whoever gets it wipes it. */
    static char[] read() {
        char[] password =
                Terminals.console().map(PasswordInput::asked).orElseGet(PasswordInput::piped);
        if (password.length < CHARACTERS_MIN) {
            Arrays.fill(password, '\0');
            throw new CommandFailedException(
                    "the password has under "
                            + CHARACTERS_MIN
                            + " characters: choose a longer one");
        }
        return password;
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
