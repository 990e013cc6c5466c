// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.ledger.LedgerFiles;
import eu.octroi.gateway.ledger.StoredRow;

import org.apache.commons.csv.CSVFormat;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Writes rows as CSV or as one JSON object a line. Each line begins with where its row stands, so
 * that whoever has the beginning can ask for the rest. Confined to one export.
 */
public final class LedgerExport {
    private static final int TOLD_EVERY = 1_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private final Function<ControllerNumber, Optional<ControllerId>> names;
    private final ExportOrder order;
    private final Writer out;
    private final LongConsumer progress;
    private long written;

    private LedgerExport(
            Function<ControllerNumber, Optional<ControllerId>> names,
            ExportOrder order,
            Writer out,
            LongConsumer progress) {
        this.names = names;
        this.order = order;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Writes what the order says; {@code out} stays open.
     *
     * @throws IOException what {@code out} throws
     */
    public static void write(
            LedgerFiles files,
            Function<ControllerNumber, Optional<ControllerId>> names,
            ExportOrder order,
            Writer out,
            LongConsumer progress)
            throws IOException {
        LedgerExport export = new LedgerExport(names, order, out, progress);
        if (order.format() == ExportOrder.Format.CSV && order.after().isEmpty()) {
            CSV.printRecord(out, LedgerLine.COLUMNS.toArray());
        }
        files.export(order.span(), order.after(), export::write);
        out.flush();
        progress.accept(export.written);
    }

    private void write(StoredRow row) throws IOException {
        LedgerLine line = LedgerLine.of(row, names);
        switch (order.format()) {
            case CSV -> CSV.printRecord(out, line.values().toArray());
            case NDJSON -> {
                out.write(JSON.writeValueAsString(line));
                out.write('\n');
            }
        }
        written++;
        if (written % TOLD_EVERY == 0) {
            progress.accept(written);
        }
    }
}
