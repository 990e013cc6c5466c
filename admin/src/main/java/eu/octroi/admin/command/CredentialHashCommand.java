// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.server.PasswordVerifiers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.Arrays;

/** {@code octroi credential hash}: makes what stands under {@code password-hash}. */
@Command(
        name = "hash",
        description = {
            "Read a password and print the line to put under credentials.NAME.password-hash.",
            "Asks on a terminal; otherwise reads the first line of standard input."
        })
final class CredentialHashCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        char[] password = PasswordInput.read();
        try {
            spec.commandLine().getOut().println(PasswordVerifiers.create(password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
