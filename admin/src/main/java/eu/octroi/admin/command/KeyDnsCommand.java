// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code octroi key dns}: makes missing keys, unless a gateway runs and has made them. */
@Command(
        name = "dns",
        description = {
            "Print the DNS records to publish, one per line: name, TAB, TXT value.",
            "Keys that do not exist yet are made in the data directory."
        })
final class KeyDnsCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();

    @Override
    public void run() {
        keys.printRecords(keys.records());
    }
}
