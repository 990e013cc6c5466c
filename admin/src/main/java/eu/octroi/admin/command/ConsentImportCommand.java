// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ConsentAccess;
import eu.octroi.gateway.consent.ConsentImportReport;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code octroi consent import}. */
@Command(
        name = "import",
        description = {
            "Record the proofs of a CSV file whose first line names its columns: address and the",
            "options of 'consent add'. Incomplete lines are refused; importing again changes"
                    + " nothing."
        })
final class ConsentImportCommand implements Runnable {
    private static final int REJECTS_SHOWN = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "-";

    @Option(names = "--dry-run", description = "Count only, change nothing.")
    private boolean dryRun;

    @Override
    public void run() {
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
                ConsentAccess consents = options.openConsents(settings)) {
            ConsentImportReport report = consents.importFile(controller, in, dryRun);
            print(report, spec.commandLine().getOut());
            if (report.added() + report.already() == 0) {
                throw new CommandFailedException("no line of this file could be taken");
            }
        } catch (IOException e) {
            throw new CommandFailedException("the file cannot be read: " + FileTrouble.of(e), e);
        }
    }

    private void print(ConsentImportReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s%,d lines: %,d recorded, %,d there before, %,d withdrawn since, %,d rejected%n",
                dryRun ? "dry run, nothing changed: " : "",
                report.read(),
                report.added(),
                report.already(),
                report.withdrawn(),
                report.rejected());
        report.rejects().stream()
                .limit(REJECTS_SHOWN)
                .forEach(reject -> out.printf("line %d: %s%n", reject.line(), reject.why()));
    }
}
