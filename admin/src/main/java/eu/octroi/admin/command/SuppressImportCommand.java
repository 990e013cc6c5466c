// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.ImportOptions;
import eu.octroi.gateway.suppression.ImportReport;

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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** {@code octroi suppress import}: streams a list of any length into the record. */
@Command(
        name = "import",
        description = {
            "Add every address, domain or digest of a list; importing it again changes nothing.",
            "Reads CSV with or without a header, JSON of SES, SendGrid, Mailgun and Postmark, or"
                    + " one",
            "entry per line; '-' is standard input. Of lists of contacts with a column such as",
            "'ne pas démarcher' or statutDiffusion only those who said no are taken."
        })
final class SuppressImportCommand implements Callable<Integer> {
    private static final int REJECTS_SHOWN = 20;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(paramLabel = "FILE", description = "The list, or - for standard input.")
    private String file = "-";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "opposition",
            description = "The reason of lines that name none (default: ${DEFAULT-VALUE}).")
    private String reasonWord = "opposition";

    @Option(
            names = "--channel",
            paramLabel = "WORD",
            defaultValue = "import",
            description = "How people said it: import (default), phone, post, crm, reply, mailto.")
    private String channelWord = "import";

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "When the list was as it is (default: now); lists go stale by it.")
    private Optional<String> asOf = Optional.empty();

    @Option(names = "--dry-run", description = "Count only, change nothing.")
    private boolean dryRun;

    @Override
    public Integer call() {
        long size = size();
        OptionalLong octets = size > 0 ? OptionalLong.of(size) : OptionalLong.empty();
        ImportOptions how =
                new ImportOptions(
                        options.reason(reasonWord),
                        options.channel(channelWord),
                        asOf.map(options::moment),
                        dryRun,
                        octets);
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        PrintWriter out = spec.commandLine().getOut();
        try (InputStream in = input();
                ListAccess list = options.open(settings, WhenMissing.CREATE)) {
            ImportReport report = read(list, controller, in, how);
            print(report, out);
            if (report.read() == report.rejected()) {
                throw new CommandFailedException("no line of this list could be taken");
            }
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ImportReport read(
            ListAccess list, ControllerId controller, InputStream in, ImportOptions how)
            throws IOException {
        long total = size();
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr());
        try {
            return list.importList(
                    controller,
                    in,
                    how,
                    (lines, bytes) ->
                            progress.show(
                                    String.format(Locale.ROOT, "%,d lines", lines), bytes, total));
        } finally {
            progress.end();
        }
    }

    private InputStream input() throws IOException {
        return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    }

    private long size() {
        if (file.equals("-")) {
            return 0;
        }
        if (Files.isDirectory(Path.of(file))) {
            throw new CommandFailedException(
                    "the list cannot be read: " + file + " is a directory");
        }
        try {
            return Files.size(Path.of(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static CommandFailedException unreadable(IOException e) {
        return new CommandFailedException("the list cannot be read: " + FileTrouble.of(e), e);
    }

    private void print(ImportReport report, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s%,d lines: %,d added, %,d already there, %,d repeated, %,d rejected%n",
                dryRun ? "dry run, nothing changed: " : "",
                report.read(),
                report.added(),
                report.already(),
                report.duplicates(),
                report.rejected());
        if (report.hashed() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d of them are plain digests: they match one spelling of the address only%n",
                    report.hashed());
        }
        if (report.passed() > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d contacts said nothing against mail and were passed over%n",
                    report.passed());
        }
        report.rejects().stream()
                .limit(REJECTS_SHOWN)
                .forEach(reject -> out.printf("line %d: %s%n", reject.line(), reject.why()));
        long more = report.rejected() - Math.min(report.rejects().size(), REJECTS_SHOWN);
        if (more > 0) {
            out.printf(Locale.ROOT, "… and %,d more rejected lines%n", more);
        }
    }
}
