// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.consent.ConsentImportReport;
import eu.octroi.gateway.consent.Proof;
import eu.octroi.gateway.consent.ProofForm;
import eu.octroi.gateway.consent.Recorded;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The consents of a data directory this process owns. Confined to one thread. */
final class OwnConsents implements ConsentAccess {
    private final OwnList list;
    private final ConsentBook book;
    private final Settings settings;

    OwnConsents(OwnList list, Settings settings) {
        this.list = list;
        this.book = list.consents();
        this.settings = settings;
    }

    @Override
    public Recorded add(ControllerId controller, String address, Map<String, String> proof) {
        var form =
                ProofForm.read(proof, streamsOf(settings, controller), Clock.systemUTC().instant());
        return switch (form) {
            case ProofForm.Read.Incomplete(var why) ->
                    throw new ListAccessException(String.join("; ", why));
            case ProofForm.Read.Complete(Proof whole) ->
                    OwnList.settled(
                            book.add(list.number(controller), parsed(address), whole, "command"));
        };
    }

    @Override
    public ConsentAnswers show(ControllerId controller, String address) {
        return ConsentAnswers.of(book.of(list.number(controller), parsed(address)));
    }

    @Override
    public boolean withdraw(ControllerId controller, String address) {
        EmailAddress person = parsed(address);
        list.add(controller, new Subject.Person(person), Reason.OPPOSITION);
        return OwnList.settled(book.withdraw(list.number(controller), person, "command"));
    }

    @Override
    public ConsentImportReport importFile(ControllerId controller, InputStream in, boolean dryRun)
            throws IOException {
        return book.importFile(
                list.number(controller),
                new InputStreamReader(in, StandardCharsets.UTF_8),
                streamsOf(settings, controller),
                dryRun);
    }

    @Override
    public void close() {
        list.close();
    }

    private static Set<String> streamsOf(Settings settings, ControllerId controller) {
        return settings.streams().entrySet().stream()
                .filter(e -> e.getValue().controller().equals(controller))
                .map(Map.Entry::getKey)
                .map(StreamId::value)
                .collect(Collectors.toSet());
    }

    private static EmailAddress parsed(String address) {
        return EmailAddress.parse(address)
                .orElseThrow(
                        () -> new ListAccessException("'" + address + "' is no e-mail address"));
    }
}
