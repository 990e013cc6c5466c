// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;

import java.util.List;

/** One key for each name before the at sign, one for each domain. Immutable. */
record NamedKeys() implements ContactKeys {
    @Override
    public List<PersonKey> person(ControllerNumber controller, EmailAddress address) {
        return List.of(LedgerRig.key(address));
    }

    @Override
    public List<PersonKey> company(ControllerNumber controller, EmailAddress address) {
        return List.of(new PersonKey(address.domain().hashCode(), 8));
    }
}
