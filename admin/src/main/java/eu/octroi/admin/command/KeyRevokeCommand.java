// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;

/** {@code octroi key revoke}. */
@Command(
        name = "revoke",
        description = "End a key, and print the record that says so to everybody.")
final class KeyRevokeCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();
    @Mixin private KeyName key = new KeyName();

    @Option(
            names = "--compromised",
            description = "Also while mail signed with it may be on its way.")
    private boolean compromised;

    @Override
    public void run() {
        List<KeyLine> revoked =
                keys.carryOut(_ -> KeyOrder.revoke(key.domain(), key.selector(), compromised));
        keys.printRecords(revoked.stream().map(KeyLine::record).toList());
    }
}
