// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code octroi key list}. */
@Command(name = "list", description = "Print every key and its stage, one per line.")
final class KeyListCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KeyOptions keys = new KeyOptions();

    @Override
    public void run() {
        KeyOptions.print(keys.carryOut(_ -> KeyOrder.list()), spec.commandLine().getOut());
    }
}
