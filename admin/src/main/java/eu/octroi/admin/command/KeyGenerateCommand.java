// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyAlgorithm;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.List;

/** {@code octroi key generate}. */
@Command(
        name = "generate",
        description = "Make a key beside the active one, and print the record to publish.")
final class KeyGenerateCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KeyOptions keys = new KeyOptions();

    @Parameters(index = "0", paramLabel = "DOMAIN", description = "Such as exemple.fr.")
    private String domain = "";

    @Parameters(index = "1", paramLabel = "SELECTOR", description = "Such as octroi2.")
    private String selector = "";

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "rsa",
            description = "rsa (default) or ed25519.")
    private String algorithm = "rsa";

    @Override
    public void run() {
        KeyAlgorithm known =
                KeyAlgorithm.ofWord(algorithm)
                        .orElseThrow(
                                () -> new CommandFailedException("--algorithm: rsa or ed25519"));
        List<KeyLine> made = keys.carryOut(_ -> KeyOrder.generate(domain, selector, known));
        made.forEach(key -> spec.commandLine().getOut().println(key.name() + "\t" + key.value()));
    }
}
