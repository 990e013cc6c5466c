// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.credentials.CredentialAccess;
import eu.octroi.admin.credentials.CredentialLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code octroi credential list}. */
@Command(
        name = "list",
        description = "Print all SMTP users, how they stand and when they were used last.")
final class CredentialListCommand implements Runnable {
    @Mixin private CredentialOptions options = new CredentialOptions();

    @Override
    public void run() {
        try (CredentialAccess credentials = options.open()) {
            options.print(credentials.list(), CredentialLine::text);
        }
    }
}
