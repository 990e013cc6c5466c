// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;

/** The fake keeps to what the book keeps to. */
final class InMemoryConsentsTest extends ConsentLookupContract {
    private final InMemoryConsents consents = new InMemoryConsents();

    @Override
    ConsentLookup lookup() {
        return consents;
    }

    @Override
    void record(ControllerNumber controller, EmailAddress address, Proof proof) {
        consents.record(controller, address, proof);
    }

    @Override
    void breakDown() {
        consents.breakDown();
    }
}
