// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.running.PublishedKeys;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DnsRecord;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** {@code octroi key dns}: makes missing keys, unless a gateway runs and has made them. */
@Command(
        name = "dns",
        description = {
            "Print the DNS records to publish, one per line: name, TAB, TXT value.",
            "Keys that do not exist yet are made in the data directory."
        })
final class KeyDnsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Override
    public void run() {
        Settings settings = configuration.settings();
        for (DnsRecord record : records(settings)) {
            spec.commandLine().getOut().println(record.name() + "\t" + record.value());
        }
    }

    private static List<DnsRecord> records(Settings settings) {
        try (DataDirectory data = DataDirectory.open(settings.data())) {
            return DkimKeys.open(
                            settings.controllers(),
                            data.resolve("keys/dkim"),
                            new SecureRandom(),
                            Clock.systemUTC())
                    .dnsRecords();
        } catch (DataDirectoryLockedException e) {
            return PublishedKeys.of(settings.data());
        }
    }
}
