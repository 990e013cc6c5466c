// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyDesk;
import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.KeyLine;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Mixin;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** What every command about signing keys does alike. Filled once by picocli. */
final class KeyOptions {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    /** Carries out the order made from the settings. */
    List<KeyLine> carryOut(Function<Settings, KeyOrder> order) {
        Settings settings = configuration.settings();
        return new KeyDesk(settings).carryOut(order.apply(settings));
    }

    /** Domain, selector, algorithm, stage, since, and what DNS says, separated by TAB. */
    static void print(List<KeyLine> keys, PrintWriter out) {
        for (KeyLine key : keys) {
            out.println(
                    String.join(
                            "\t",
                            key.domain(),
                            key.selector(),
                            key.algorithm() + (key.bits() == 0 ? "" : " " + key.bits()),
                            key.stage(),
                            "since " + key.since(),
                            "DNS " + key.published()));
        }
    }
}
