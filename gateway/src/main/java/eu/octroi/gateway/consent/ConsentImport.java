// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.consent.ConsentImportReport.Reject;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file of proofs: CSV with a header, commas or semicolons, one proof a line, complete or
 * rejected (D-05). What permits by a person's judgement alone is not taken from files (D-14).
 * Confined to one import.
 */
final class ConsentImport {
    private static final int BATCH = 1_000;
    private static final String ADDRESS = "address";
    private static final char MARK = '\ufeff';

    /** As far as a header is looked at to find the separator. */
    private static final int HEADER_MAX = 4_096;

    private final ConsentBook book;
    private final ControllerNumber controller;
    private final Set<String> streams;
    private final boolean dryRun;
    private final Instant now;
    private final List<ConsentLog.Entry> batch = new ArrayList<>(BATCH);
    private final List<Reject> rejects = new ArrayList<>();
    private long read;
    private long added;
    private long already;
    private long withdrawn;
    private long rejected;

    ConsentImport(
            ConsentBook book,
            ControllerNumber controller,
            Set<String> streams,
            boolean dryRun,
            Instant now) {
        this.book = book;
        this.controller = controller;
        this.streams = streams;
        this.dryRun = dryRun;
        this.now = now;
    }

    ConsentImportReport read(Reader in) throws IOException {
        BufferedReader text = new BufferedReader(in);
        CSVFormat format =
                CSVFormat.Builder.create()
                        .setDelimiter(separator(text))
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreHeaderCase(true)
                        .setTrim(true)
                        .get();
        try (CSVParser rows = CSVParser.parse(text, format)) {
            if (!rows.getHeaderMap().containsKey(ADDRESS)) {
                reject(1, "the first line must name the columns, " + ADDRESS + " among them");
                return report();
            }
            for (CSVRecord row : rows) {
                read++;
                take(row);
                if (batch.size() == BATCH) {
                    write();
                }
            }
        } catch (UncheckedIOException | CSVException | IllegalArgumentException broken) {
            reject(read + 2, "no CSV from here on: " + broken.getMessage());
        }
        write();
        return report();
    }

    /** French spreadsheets write semicolons; a mark of byte order is passed over. */
    private static char separator(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != MARK) {
            text.reset();
        }
        text.mark(HEADER_MAX);
        char[] header = new char[HEADER_MAX];
        int length = Math.max(0, text.read(header));
        text.reset();
        String line = new String(header, 0, length).lines().findFirst().orElse("");
        return line.indexOf(';') >= 0 ? ';' : ',';
    }

    private void take(CSVRecord row) {
        long line = row.getRecordNumber() + 1;
        Map<String, String> fields = new HashMap<>();
        row.toMap()
                .forEach(
                        (name, value) ->
                                fields.put(name.toLowerCase(Locale.ROOT).replace('_', '-'), value));
        Optional<EmailAddress> address =
                Optional.ofNullable(fields.remove(ADDRESS)).flatMap(EmailAddress::parse);
        if (address.isEmpty()) {
            reject(line, "no e-mail address");
            return;
        }
        switch (ProofForm.read(fields, streams, now)) {
            case ProofForm.Read.Incomplete(List<String> why) ->
                    reject(line, String.join("; ", why));
            case ProofForm.Read.Complete(Proof.Published _) ->
                    reject(line, "a published address is recorded one by one, never from a file");
            case ProofForm.Read.Complete(Proof proof) ->
                    batch.add(book.entry(controller, address.get(), proof, "import"));
        }
    }

    private void write() {
        if (dryRun || batch.isEmpty()) {
            added += batch.size();
            batch.clear();
            return;
        }
        for (Recorded recorded : ConsentBook.settled(book.add(List.copyOf(batch)))) {
            switch (recorded.result()) {
                case NEW -> added++;
                case ALREADY -> already++;
                case WITHDRAWN_SINCE -> withdrawn++;
            }
        }
        batch.clear();
    }

    private void reject(long line, String why) {
        rejected++;
        if (rejects.size() < ConsentImportReport.REJECTS_MAX) {
            rejects.add(new Reject(line, why));
        }
    }

    private ConsentImportReport report() {
        return new ConsentImportReport(read, added, already, withdrawn, rejected, rejects);
    }
}
