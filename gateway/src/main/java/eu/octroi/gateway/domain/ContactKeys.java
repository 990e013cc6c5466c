// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;

/**
 * How an address becomes the keys under which a controller counts what it sends to it: under every
 * live version of the address key, the newest first. Thread-safe.
 */
public interface ContactKeys extends PersonKeys {
    /** The person behind the address, under the newest key. */
    @Override
    default PersonKey of(ControllerNumber controller, EmailAddress address) {
        return person(controller, address).getFirst();
    }

    /** The person behind the address. */
    List<PersonKey> person(ControllerNumber controller, EmailAddress address);

    /**
     * Everybody at the address's domain; empty where the domain is no company's but that of a
     * mailbox provider.
     */
    List<PersonKey> company(ControllerNumber controller, EmailAddress address);
}
