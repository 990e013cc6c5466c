// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;

/** {@code octroi key activate}. */
@Command(
        name = "activate",
        description =
                "Let a key sign from now on, if DNS says what it should (checks.dns); the one"
                        + " before rests.")
final class KeyActivateCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();
    @Mixin private KeyName key = new KeyName();

    @Override
    public void run() {
        List<KeyLine> active =
                keys.carryOut(
                        settings ->
                                KeyOrder.activate(
                                        key.domain(), key.selector(), settings.checks().dns()));
        keys.print(active);
    }
}
