// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import eu.octroi.gateway.LedgerBook;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.ledger.LedgerPublicKeys;
import eu.octroi.gateway.ledger.LedgerVerifier;
import eu.octroi.gateway.ledger.StoredRow;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.RestingRecord;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The ledger of a data directory at rest, whose lock this process holds meanwhile; not an octet of
 * the directory is changed. Checking the chain needs no record, so it also works after a crash.
 * Confined to one thread.
 */
final class OwnLedger implements LedgerAccess {
    private final DataDirectory data;
    private final Settings settings;
    private Optional<RestingRecord> record = Optional.empty();

    /** Takes over the lock of {@code data}. */
    OwnLedger(DataDirectory data, Settings settings) {
        this.data = data;
        this.settings = settings;
    }

    @Override
    public LedgerLines person(ControllerId controller, EmailAddress address) {
        LedgerBook book = book();
        return number(controller)
                .map(number -> lines(book.person(number, address)))
                .orElse(new LedgerLines(List.of(), List.of()));
    }

    @Override
    public LedgerLines message(MessageId message) {
        LedgerBook book = book();
        return new LedgerLines(
                lines(book.files().byMessage(message)).rows(),
                book.files().interventions(message).stream().map(LedgerLines.Step::of).toList());
    }

    @Override
    public ProofAnswer verify(LedgerVerifier.Question question, LedgerVerifier.Progress progress) {
        LedgerPublicKeys keys = LedgerBook.publicKeys(data.root());
        return ProofAnswer.of(
                LedgerVerifier.verify(LedgerBook.directory(data.root()), keys, question, progress),
                keys.fingerprints().getFirst());
    }

    @Override
    public void export(ExportOrder order, Writer out, LongConsumer progress) throws IOException {
        LedgerExport.write(book().files(), this::name, order, out, progress);
    }

    @Override
    public ClausesAnswer clauses(CopyId copy, Optional<Integer> tokenKey) {
        return ClausesAnswer.of(copy, book().render(copy, tokenKey));
    }

    @Override
    public String key() {
        return LedgerBook.publicKeys(data.root()).pem();
    }

    @Override
    public void close() {
        record.ifPresent(RestingRecord::close);
        data.close();
    }

    private LedgerBook book() {
        return LedgerBook.resting(settings, data.root(), record());
    }

    private RestingRecord record() {
        if (record.isEmpty()) {
            record = Optional.of(RestingRecord.open(data));
        }
        return record.get();
    }

    private LedgerLines lines(List<StoredRow> rows) {
        return new LedgerLines(
                rows.stream().map(row -> LedgerLine.of(row, this::name)).toList(), List.of());
    }

    private Optional<ControllerNumber> number(ControllerId id) {
        return Optional.ofNullable(settings.controllers().get(id))
                .flatMap(controller -> record().number(id, controller));
    }

    private Optional<ControllerId> name(ControllerNumber number) {
        return settings.controllers().keySet().stream()
                .filter(id -> number(id).filter(number::equals).isPresent())
                .findFirst();
    }
}
