// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.ledger.LedgerAccess;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code octroi ledger key}. */
@Command(
        name = "key",
        description = "Print the public keys by which the ledger's signatures are checked, in PEM.")
final class LedgerKeyCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private LedgerOptions options = new LedgerOptions();

    @Override
    public void run() {
        try (LedgerAccess ledger = options.open(configuration.settings())) {
            spec.commandLine().getOut().print(ledger.key());
            spec.commandLine().getOut().flush();
        }
    }
}
