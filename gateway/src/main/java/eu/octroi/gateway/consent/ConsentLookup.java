// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;

import java.util.List;
import java.util.Optional;

/** What the record knows of a recipient: where they are, and what stands in favour of writing. */
public interface ConsentLookup {
    /** Of a record that knows nobody. */
    ConsentLookup NOBODY =
            new ConsentLookup() {
                @Override
                public List<Grant> find(Origin origin, EmailAddress address) {
                    return List.of();
                }

                @Override
                public Optional<String> countryOf(
                        ControllerNumber controller, EmailAddress address) {
                    return Optional.empty();
                }
            };

    /**
     * What stands in favour of mail from {@code origin} to {@code address}; safe on an event loop.
     *
     * @throws ConsentUnavailableException when it cannot be told; then nothing may be sent
     */
    List<Grant> find(Origin origin, EmailAddress address);

    /**
     * The country the record names, as two letters; safe on an event loop.
     *
     * @throws ConsentUnavailableException when it cannot be told; then nothing may be sent
     */
    Optional<String> countryOf(ControllerNumber controller, EmailAddress address);
}
