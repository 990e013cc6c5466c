// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.ListFigures;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;

/** {@code octroi suppress stats}. */
@Command(name = "stats", description = "Print how many entries there are, by company and reason.")
final class SuppressStatsCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Override
    public void run() {
        Settings settings = options.settings();
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            print(list.figures(), spec.commandLine().getOut());
        }
    }

    private static void print(ListFigures figures, PrintWriter out) {
        figures.entries()
                .forEach(
                        (controller, reasons) ->
                                reasons.forEach(
                                        (reason, count) ->
                                                out.printf(
                                                        Locale.ROOT,
                                                        "%-20s %-14s %,12d%n",
                                                        controller,
                                                        reason,
                                                        count)));
        out.printf(
                Locale.ROOT,
                "keys: %,d in an index of %,d bytes, room for %,d more%n",
                figures.keys(),
                figures.indexBytes(),
                figures.room());
    }
}
