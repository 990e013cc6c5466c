// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;

/** {@code octroi key revoke}. */
@Command(
        name = "revoke",
        description = "End a key, and print the record that says so to everybody.")
final class KeyRevokeCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KeyOptions keys = new KeyOptions();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as exemple.fr.")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "SELECTOR", description = "Such as octroi2.")
    private String selector = "";

    @Option(
            names = "--compromised",
            description = "Also while mail signed with it may be on its way.")
    private boolean compromised;

    @Override
    public void run() {
        List<KeyLine> revoked = keys.carryOut(_ -> KeyOrder.revoke(domain, selector, compromised));
        revoked.forEach(
                key -> spec.commandLine().getOut().println(key.name() + "\t" + key.value()));
    }
}
