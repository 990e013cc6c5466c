// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.suppression.SuppressionEvent.Op;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the entries of one controller as CSV: keys, no addresses, because there are none.
 *
 * <p>It goes through the record and keeps each addition that still stands. All fields are digits,
 * lower-case words and dates, so no spreadsheet takes one for a formula. Immutable.
 */
final class ListExport {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader(
                            "key",
                            "key-version",
                            "scope",
                            "reason",
                            "channel",
                            "since",
                            "controller",
                            "key-fingerprint")
                    .setRecordSeparator('\n')
                    .get();

    private final SuppressionLog log;
    private final IndexKeeper keeper;
    private final Map<Integer, String> fingerprints = new HashMap<>();

    ListExport(SuppressionLog log, IndexKeeper keeper, EntryKeys keys) {
        this.log = log;
        this.keeper = keeper;
        for (int i = 0; i < keys.count(); i++) {
            fingerprints.put(keys.version(i).version(), keys.version(i).fingerprint());
        }
    }

    long write(ControllerNumber controller, Writer out) throws IOException {
        long rows = 0;
        // Flushed, not closed: the writer is the caller's.
        CSVPrinter printer = new CSVPrinter(out, FORMAT);
        long sequence = 0;
        while (true) {
            List<RecordedEvent> page = log.after(sequence);
            if (page.isEmpty()) {
                printer.flush();
                return rows;
            }
            for (RecordedEvent numbered : page) {
                SuppressionEvent event = numbered.event();
                if (event.controller().equals(controller) && stands(event)) {
                    print(printer, event);
                    rows++;
                }
            }
            sequence = page.getLast().sequence();
        }
    }

    /** Whether this very addition, not an earlier or lifted one, is what stands now. */
    private boolean stands(SuppressionEvent event) {
        return event.op() != Op.LIFT
                && keeper.get(event.key())
                        .filter(marks -> marks.has(event.reason()))
                        .filter(marks -> marks.since(event.reason()).equals(event.since()))
                        .isPresent();
    }

    private void print(CSVPrinter printer, SuppressionEvent event) throws IOException {
        printer.printRecord(
                event.key(),
                event.keyVersion(),
                event.kind().word(),
                event.reason().word(),
                event.channel().word(),
                event.since(),
                event.controller().value(),
                fingerprints.getOrDefault(event.keyVersion(), ""));
    }
}
