// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.PersonKey;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Contacts in a map on the heap. Thread-safe. */
final class InMemoryContacts implements ContactStore {
    private final Map<PersonKey, Contacts> contacts = new ConcurrentHashMap<>();

    @Override
    public Optional<Contacts> get(PersonKey key) {
        return Optional.ofNullable(contacts.get(key));
    }

    @Override
    public void put(PersonKey key, Contacts put) {
        if (put.isEmpty()) {
            contacts.remove(key);
        } else {
            contacts.put(key, put);
        }
    }

    @Override
    public long size() {
        return contacts.size();
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void forEach(BiConsumer<PersonKey, Contacts> consumer) {
        contacts.forEach(consumer);
    }

    @Override
    public void close() {}
}
