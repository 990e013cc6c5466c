// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.PersonKey;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What stands under each key. Any thread may read; whoever writes sees to it that nobody else does.
 * After a failure nothing it says is to be trusted.
 */
interface ContactStore {
    Optional<Contacts> get(PersonKey key);

    /** Replaces what stands under {@code key}; empty contacts remove it. */
    void put(PersonKey key, Contacts contacts);

    /** Keys held. */
    long size();

    /** Octets on disk. */
    long bytes();

    void forEach(BiConsumer<PersonKey, Contacts> consumer);

    /** Lets go of the file; what was put stays in it. */
    void close();
}
