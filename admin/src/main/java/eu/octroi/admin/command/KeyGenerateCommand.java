// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyAlgorithm;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;

/** {@code octroi key generate}. */
@Command(
        name = "generate",
        description = "Make a key beside the active one, and print the record to publish.")
final class KeyGenerateCommand implements Runnable {
    @Mixin private KeyOptions keys = new KeyOptions();
    @Mixin private KeyName key = new KeyName();

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
        List<KeyLine> made =
                keys.carryOut(_ -> KeyOrder.generate(key.domain(), key.selector(), known));
        keys.printRecords(made.stream().map(KeyLine::record).toList());
    }
}
