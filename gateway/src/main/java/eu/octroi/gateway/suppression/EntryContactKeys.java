// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.suppression.Subject.Domain;
import eu.octroi.gateway.suppression.Subject.Person;

import java.util.List;

/** Counts people and companies under the keys by which they are suppressed. Thread-safe. */
record EntryContactKeys(EntryKeys keys) implements ContactKeys {
    @Override
    public List<PersonKey> person(ControllerNumber controller, EmailAddress address) {
        if (keys.count() == 1) {
            return List.of(keys.person(0, controller, Canonical.of(address)));
        }
        return keys.all(controller, new Person(address));
    }

    @Override
    public List<PersonKey> company(ControllerNumber controller, EmailAddress address) {
        String domain = Canonical.domain(address.domain());
        return address.isLiteral() || MailboxProvider.of(domain).isPresent()
                ? List.of()
                : keys.all(controller, new Domain(domain, false));
    }
}
