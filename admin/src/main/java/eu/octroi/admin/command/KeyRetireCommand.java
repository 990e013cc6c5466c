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

/** {@code octroi key retire}. */
@Command(
        name = "retire",
        description = "End a key that has rested for a week; its record may then go.")
final class KeyRetireCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KeyOptions keys = new KeyOptions();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as exemple.fr.")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "SELECTOR", description = "Such as octroi2.")
    private String selector = "";

    @Override
    public void run() {
        List<KeyLine> retired = keys.carryOut(_ -> KeyOrder.retire(domain, selector));
        KeyOptions.print(retired, spec.commandLine().getOut());
    }
}
