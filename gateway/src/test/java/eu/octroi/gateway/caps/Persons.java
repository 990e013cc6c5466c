// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;

import java.util.ArrayList;
import java.util.List;

/**
 * Keys as the suppression list makes them, without its secret: one live version or more. Immutable.
 */
record Persons(int versions) implements ContactKeys {
    @Override
    public List<PersonKey> person(ControllerNumber controller, EmailAddress address) {
        return keys(controller, address.toString());
    }

    @Override
    public List<PersonKey> company(ControllerNumber controller, EmailAddress address) {
        return keys(controller, address.domain());
    }

    private List<PersonKey> keys(ControllerNumber controller, String name) {
        List<PersonKey> keys = new ArrayList<>();
        for (int version = versions; version > 0; version--) {
            keys.add(new PersonKey(name.hashCode(), controller.value() * 100L + version));
        }
        return keys;
    }
}
