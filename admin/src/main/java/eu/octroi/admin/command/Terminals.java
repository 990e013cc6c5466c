// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import java.io.Console;
import java.util.Optional;

/** Whether a person sits in front of this process. */
final class Terminals {
    private Terminals() {}

    /** The terminal; empty when input or output is a pipe or a file. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again when there is no terminal.
    static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }
}
