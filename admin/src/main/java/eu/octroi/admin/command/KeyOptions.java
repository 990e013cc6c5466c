// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.keys.KeyDesk;
import eu.octroi.admin.keys.KeyOrder;
import eu.octroi.gateway.dkim.DnsRecord;
import eu.octroi.gateway.dkim.KeyLine;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** What every command about signing keys does alike. Filled once by picocli. */
final class KeyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    /** Carries out the order made from the settings. */
    List<KeyLine> carryOut(Function<Settings, KeyOrder> order) {
        Settings settings = configuration.settings();
        return new KeyDesk(settings).carryOut(order.apply(settings));
    }

    /** What to publish for the keys that sign. */
    List<DnsRecord> records() {
        return new KeyDesk(configuration.settings()).records();
    }

    /** What to publish, one record a line: name, TAB, TXT value. */
    void printRecords(List<DnsRecord> records) {
        PrintWriter out = command.commandLine().getOut();
        records.forEach(record -> out.println(record.name() + "\t" + record.value()));
    }

    /** Domain, selector, algorithm, stage, since, and what DNS says, separated by TAB. */
    void print(List<KeyLine> keys) {
        PrintWriter out = command.commandLine().getOut();
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
