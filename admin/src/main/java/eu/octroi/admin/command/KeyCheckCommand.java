// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code octroi key check}: exit code 1 when DNS does not say what it should. */
@Command(name = "check", description = "Compare the records in DNS with the keys (checks.dns).")
final class KeyCheckCommand implements Callable<Integer> {
    @Mixin private KeyOptions keys = new KeyOptions();

    @Override
    public Integer call() {
        List<KeyLine> checked = keys.carryOut(settings -> KeyOrder.check(settings.checks().dns()));
        keys.print(checked);
        return checked.stream().allMatch(KeyCheckCommand::isFine)
                ? ExitCodes.DONE
                : ExitCodes.FAILED;
    }

    /** A key that waits needs no record yet. */
    private static boolean isFine(KeyLine key) {
        return switch (key.published()) {
            case "matches", "not checked" -> true;
            default -> key.stage().equals("waiting");
        };
    }
}
