// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;

import java.util.Optional;

/** What the record knows of a recipient: where they are, and what stands in favour of writing. */
public interface ConsentLookup {
    /**
     * What stands in favour of {@code controller} writing to {@code address}; safe on an event
     * loop.
     *
     * @throws ConsentUnavailableException when it cannot be told; then nothing may be sent
     */
    Optional<Grant> find(ControllerNumber controller, EmailAddress address);

    /**
     * The country the record names, as two letters; safe on an event loop.
     *
     * @throws ConsentUnavailableException when it cannot be told; then nothing may be sent
     */
    Optional<String> countryOf(ControllerNumber controller, EmailAddress address);

    /** Of a record that knows nobody. */
    ConsentLookup NOBODY =
            new ConsentLookup() {
                @Override
                public Optional<Grant> find(ControllerNumber controller, EmailAddress address) {
                    return Optional.empty();
                }

                @Override
                public Optional<String> countryOf(
                        ControllerNumber controller, EmailAddress address) {
                    return Optional.empty();
                }
            };
}
