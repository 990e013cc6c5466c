// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What stands under each key: a view derived from the record, fast enough to be asked for every
 * recipient. Any thread may read; one thread writes. After a failure nothing it says is to be
 * trusted.
 */
interface SuppressionIndex {

    Optional<Marks> get(PersonKey key);

    /** Replaces what stands under {@code key}; empty marks remove it. */
    void put(PersonKey key, Marks marks);

    /** Keys held. */
    long size();

    /** Keys it was made for; it should be replaced by a larger one before it holds more. */
    long capacity();

    /** Octets on disk. */
    long bytes();

    void forEach(BiConsumer<PersonKey, Marks> consumer);

    /** Lets go of the file; what was put stays in it. */
    void close();

    /** Applies one event; whether anything changed. */
    default boolean apply(SuppressionEvent event) {
        Optional<Marks> before = get(event.key());
        Marks after = event.fold(before);
        if (before.isPresent() ? before.get().equals(after) : after.isEmpty()) {
            return false;
        }
        put(event.key(), after);
        return true;
    }
}
