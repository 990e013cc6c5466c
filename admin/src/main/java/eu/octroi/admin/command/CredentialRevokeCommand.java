// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.credentials.CredentialAccess;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Map;

/** {@code octroi credential revoke}. */
@Command(
        name = "revoke",
        description = {
            "End an SMTP user at once: the next command of its open sessions is refused, and its",
            "password is no good any more. One of the configuration stays refused until it has",
            "another password there."
        })
final class CredentialRevokeCommand implements Runnable {
    @Mixin private CredentialOptions options = new CredentialOptions();

    @Parameters(paramLabel = "NAME", description = "The user name.")
    private String name = "";

    @Override
    public void run() {
        try (CredentialAccess credentials = options.open()) {
            boolean revoked = credentials.revoke(name);
            options.print(
                    Map.of("revoked", revoked),
                    _ -> name + (revoked ? " revoked\n" : " was revoked before\n"));
        }
    }
}
