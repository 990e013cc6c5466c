// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.KeyRing;

import java.util.List;

/**
 * Under which keys somebody may have been written down: one for each version of the address key.
 * Thread-safe.
 */
public final class PersonAliases {
    private final EntryKeys keys;

    public PersonAliases(KeyRing addressKeys) {
        this.keys = new EntryKeys(addressKeys);
    }

    /** The person's keys, that of the newest version first; never empty. */
    public List<PersonKey> of(ControllerNumber controller, EmailAddress address) {
        return keys.all(controller, new Subject.Person(address));
    }
}
