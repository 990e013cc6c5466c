// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;

/** {@code octroi key retire}. */
@Command(
        name = "retire",
        description = "End a key that has rested for a week; its record may then go.")
final class KeyRetireCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();
    @Mixin private KeyName key = new KeyName();

    @Override
    public void run() {
        List<KeyLine> retired = keys.carryOut(_ -> KeyOrder.retire(key.domain(), key.selector()));
        keys.print(retired);
    }
}
