// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.store.RestingRecord;

import java.util.List;
import java.util.Optional;

/** The consents of a record at rest, for a preview that changes nothing. Thread-safe. */
public final class RestingConsents implements ConsentLookup {
    private final ConsentView view = new ConsentView();
    private final ConsentBook.Keys keys;

    /**
     * Reads what stands.
     *
     * @throws eu.octroi.gateway.store.StoreException when the record is of an older format, or
     *     cannot be read
     */
    public RestingConsents(RestingRecord record, ConsentBook.Keys keys) {
        this.keys = keys;
        record.read(connection -> ConsentLog.standing(connection, view::add));
    }

    @Override
    public List<Grant> find(Origin origin, EmailAddress address) {
        return view.find(origin.stream(), () -> keys.of(origin.controller(), address));
    }

    @Override
    public Optional<String> countryOf(ControllerNumber controller, EmailAddress address) {
        return view.countryOf(() -> keys.of(controller, address));
    }
}
