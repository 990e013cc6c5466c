// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.ledger.ExportOrder;
import eu.octroi.admin.ledger.ExportOrder.Format;
import eu.octroi.admin.ledger.LedgerAccess;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.ledger.LedgerFiles.Span;
import eu.octroi.gateway.ledger.RowId;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** {@code octroi ledger export}. */
@Command(
        name = "export",
        description = {
            "Write the rows of a period in the order in which they were written; persons are keys,",
            "not addresses. What broke off goes on with --resume."
        })
final class LedgerExportCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private LedgerOptions options = new LedgerOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "Where to write; - is standard output (default).")
    private String file = "-";

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "From that day on, UTC; or a moment such as 2026-11-01T08:00:00Z.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--until", paramLabel = "DAY", description = "Before that day or moment.")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "csv (default) or ndjson, one JSON object a line.")
    private String format = "csv";

    @Option(
            names = "--after",
            paramLabel = "ID",
            description = "Only rows after that one, such as 2026-11/17.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--resume", description = "Go on where FILE ends.")
    private boolean resume;

    @Override
    public void run() {
        Format chosen = options.parsed(Format.ofWord(format), "--format is csv or ndjson");
        Span span =
                new Span(
                        from.map(this::moment).orElse(Span.ALL.from()),
                        until.map(this::moment).orElse(Span.ALL.until()));
        Optional<RowId> given =
                after.map(id -> options.parsed(RowId.parse(id), "--after is such as 2026-11/17"));
        if (resume && (file.equals("-") || given.isPresent())) {
            throw options.usage("--resume needs FILE, and tells by itself where it ends");
        }
        Settings settings = configuration.settings();
        try (LedgerAccess ledger = options.open(settings)) {
            if (file.equals("-")) {
                write(ledger, new ExportOrder(span, given, chosen), spec.commandLine().getOut());
                return;
            }
            writeFile(ledger, new ExportOrder(span, given, chosen), Path.of(file));
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the export broke off (" + FileTrouble.of(e) + "): go on with --resume", e);
        }
    }

    private void writeFile(LedgerAccess ledger, ExportOrder order, Path path) throws IOException {
        if (!resume && Files.exists(path)) {
            throw new CommandFailedException(
                    path + " is there already: give another name, or --resume to go on with it");
        }
        ExportOrder rest =
                resume
                        ? new ExportOrder(order.span(), ExportedFile.end(path), order.format())
                        : order;
        try (Writer out =
                Files.newBufferedWriter(
                        path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            write(ledger, rest, out);
        }
    }

    private void write(LedgerAccess ledger, ExportOrder order, Writer out) throws IOException {
        ProgressLine progress = options.progress();
        long[] rows = new long[1];
        ledger.export(
                order,
                out,
                count -> {
                    rows[0] = count;
                    progress.show(String.format(Locale.ROOT, "%,d rows", count), 0, 0);
                });
        progress.end();
        spec.commandLine().getErr().printf(Locale.ROOT, "%,d rows written%n", rows[0]);
    }

    private Instant moment(String text) {
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw options.usage("'" + text + "' is no day such as 2026-11-01, and no moment");
        }
    }
}
