// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.CorrectionAnswer;
import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code octroi suppress corrections}: one line each, separated by TAB. */
@Command(name = "corrections", description = "Print the corrections that wait for a second person.")
final class SuppressCorrectionsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Override
    public void run() {
        Settings settings = options.settings();
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            for (CorrectionAnswer asked : list.corrections()) {
                spec.commandLine()
                        .getOut()
                        .println(
                                String.join(
                                        "\t",
                                        String.valueOf(asked.id()),
                                        asked.at(),
                                        asked.controller(),
                                        asked.reason(),
                                        asked.author(),
                                        asked.why()));
            }
        }
    }
}
