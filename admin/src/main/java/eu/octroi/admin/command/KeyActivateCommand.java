// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;

/** {@code octroi key activate}. */
@Command(
        name = "activate",
        description =
                "Let a key sign from now on, if DNS says what it should (checks.dns); the one"
                        + " before rests.")
final class KeyActivateCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KeyOptions keys = new KeyOptions();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as exemple.fr.")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "SELECTOR", description = "Such as octroi2.")
    private String selector = "";

    @Override
    public void run() {
        List<KeyLine> active =
                keys.carryOut(
                        settings -> KeyOrder.activate(domain, selector, settings.checks().dns()));
        KeyOptions.print(active, spec.commandLine().getOut());
    }
}
