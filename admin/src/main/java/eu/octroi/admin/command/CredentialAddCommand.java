// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.credentials.AddedCredential;
import eu.octroi.admin.credentials.CredentialAccess;
import eu.octroi.admin.credentials.CredentialOrder;
import eu.octroi.gateway.server.PasswordVerifiers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code octroi credential add}. */
@Command(
        name = "add",
        description = {
            "Add an SMTP user to the record, beside those of the configuration; with a running",
            "gateway it is good at once. The password is made and printed this once, unless",
            "--password is given."
        })
final class CredentialAddCommand implements Runnable {
    @Mixin private CredentialOptions options = new CredentialOptions();

    @Parameters(paramLabel = "NAME", description = "The user name.")
    private String name = "";

    @Option(
            names = "--stream",
            required = true,
            paramLabel = "STREAM",
            description = "The stream its mail belongs to.")
    private String stream = "";

    @Option(
            names = "--answer",
            paramLabel = "PROFILE",
            description = "refuse (default), drop-and-report or tempfail.")
    private Optional<String> answer = Optional.empty();

    @Option(
            names = "--allow-from",
            paramLabel = "NETWORK",
            description = "Let it in from there only, such as 10.1.0.0/16; may be given again.")
    private List<String> allowFrom = List.of();

    @Option(
            names = "--expires",
            paramLabel = "DAY",
            description = "The first day on which it is refused, UTC, such as 2027-01-31.")
    private Optional<String> expires = Optional.empty();

    @Option(
            names = "--convert-line-feeds",
            description = "Take a bare LF for a line end, for a tool that knows no better.")
    private boolean convertLineFeeds;

    @Option(
            names = "--password",
            description = {
                "Ask for a password on the terminal, or read it from the first line of standard",
                "input; never from an argument, which every process could read."
            })
    private boolean ownPassword;

    @Override
    public void run() {
        CredentialOrder order =
                new CredentialOrder(
                        name,
                        stream,
                        answer.orElse(null),
                        convertLineFeeds,
                        allowFrom,
                        expires.orElse(null),
                        ownPassword ? hash() : null);
        try (CredentialAccess credentials = options.open()) {
            AddedCredential added = credentials.add(order);
            options.print(added, CredentialAddCommand::text);
        }
    }

    private static String text(AddedCredential added) {
        String password = added.password();
        return password == null
                ? added.name() + " added\n"
                : added.name()
                        + " added; its password is printed this once:\n"
                        + password
                        + "\n";
    }

    private static String hash() {
        char[] password = PasswordInput.read();
        try {
            return PasswordVerifiers.create(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
