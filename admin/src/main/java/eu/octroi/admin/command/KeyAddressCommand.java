// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.KeyRing.VersionedKey;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code octroi key address}: the versions of the key of the suppression list. */
@Command(
        name = "address",
        description = {
            "Print the versions of the address key, newest first: version, TAB, fingerprint.",
            "With --rotate add one, under which entries are made from the next start on. The"
                    + " others",
            "stay for ever: entries made under them go on being found. Not while a gateway runs."
        })
final class KeyAddressCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--rotate", description = "Add a version; then back up the key file again.")
    private boolean rotate;

    @Override
    public void run() {
        Settings settings = configuration.settings();
        if (!Files.exists(settings.data().resolve("record.db"))) {
            throw new CommandFailedException(
                    "there is no suppression list in " + settings.data() + ": check --data");
        }
        try (DataDirectory data = DataDirectory.open(settings.data());
                RecordDatabase record = RecordDatabase.open(data, new SimpleMeterRegistry())) {
            Path file = settings.keys().address().orElseGet(() -> data.resolve("keys/address"));
            print(
                    rotate
                            ? KeyRing.rotate(Purpose.ADDRESS, file, record)
                            : KeyRing.open(Purpose.ADDRESS, file, record));
            if (rotate) {
                spec.commandLine()
                        .getErr()
                        .println("back up " + file + " again, apart from the data");
            }
        } catch (DataDirectoryLockedException e) {
            throw new CommandFailedException(
                    "a gateway runs on " + settings.data() + ": stop it, then give this again", e);
        }
    }

    private void print(KeyRing ring) {
        PrintWriter out = spec.commandLine().getOut();
        for (VersionedKey key : ring.keys()) {
            out.println(key.version() + "\t" + key.fingerprint());
        }
    }
}
