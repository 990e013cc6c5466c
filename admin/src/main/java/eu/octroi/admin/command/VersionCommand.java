// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.metrics.Build;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code octroi version}. */
@Command(name = "version", description = "Print which build this is.")
final class VersionCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().println(text());
    }

    static String text() {
        return "octroi %s (Java %s, %s)"
                .formatted(
                        Build.current().version(),
                        Runtime.version(),
                        System.getProperty("os.name"));
    }
}
