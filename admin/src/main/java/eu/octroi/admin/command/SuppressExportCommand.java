// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code octroi suppress export}: the whole list as CSV that {@code import} reads back. */
@Command(
        name = "export",
        description = "Write all entries as CSV that import reads back; keys, not addresses.")
final class SuppressExportCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "Where to write; - is standard output (default).")
    private String file = "-";

    @Override
    public void run() {
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            if (file.equals("-")) {
                list.export(controller, spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
                return;
            }
            try (Writer out = Files.newBufferedWriter(Path.of(file))) {
                long rows = list.export(controller, out);
                spec.commandLine()
                        .getErr()
                        .printf(Locale.ROOT, "%,d entries written to %s%n", rows, file);
            }
        } catch (IOException e) {
            throw new CommandFailedException("cannot write: " + FileTrouble.of(e), e);
        }
    }
}
