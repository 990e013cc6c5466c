// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin;

import eu.octroi.admin.command.CommandLines;

/** The {@code octroi} command. Exit codes: 0 done, 1 failed, 2 usage, 3 stopped uncleanly. */
public final class Octroi {
    private Octroi() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(arguments));
    }
}
