// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code octroi key list}. */
@Command(name = "list", description = "Print every key and its stage, one per line.")
final class KeyListCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();

    @Override
    public void run() {
        keys.print(keys.carryOut(_ -> KeyOrder.list()));
    }
}
