// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.settings.CapSettings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The contacts of all persons, each under the newest of its keys, and no longer than they are
 * needed. Guarded by the caps' monitor.
 */
final class ContactBook {
    private final ContactStore store;
    private final long contactsMax;
    private final long longestMillis;
    private final long rememberMillis;

    /**
     * @param longest the longest window of all caps
     */
    ContactBook(ContactStore store, CapSettings settings, Duration longest) {
        this.store = store;
        this.contactsMax = settings.contactsMax();
        this.longestMillis = longest.toMillis();
        this.rememberMillis = settings.remember().toMillis();
    }

    /** A person's contacts; empty when the person has none. */
    Contacts find(ControllerNumber controller, List<PersonKey> keys) {
        Contacts found = store.get(keys.getFirst()).orElseGet(() -> Contacts.none(controller));
        // With one live version of the address key, as nearly always, this is all.
        for (PersonKey older : keys.subList(1, keys.size())) {
            found = store.get(older).map(found::merged).orElse(found);
        }
        return found;
    }

    /** Whether there is no room for one more person. */
    boolean isFull() {
        return store.size() >= contactsMax;
    }

    /** Changes what stands of a person; returns what stands now. */
    Contacts change(
            ControllerNumber controller,
            List<PersonKey> keys,
            long now,
            UnaryOperator<Contacts> change) {
        Contacts before = find(controller, keys);
        Contacts after = needed(change.apply(before), now);
        if (!after.equals(before) || keys.size() > 1) {
            store.put(keys.getFirst(), after);
        }
        // What stood under an older version of the key stands under the newest one now.
        for (PersonKey older : keys.subList(1, keys.size())) {
            store.put(older, Contacts.none(controller));
        }
        return after;
    }

    /** Forgets what nobody needs any more (C-10); at most {@code max} persons change. */
    List<PersonKey> outdated(long now, int max) {
        List<PersonKey> found = new ArrayList<>();
        store.forEach(
                (key, contacts) -> {
                    if (found.size() < max && !needed(contacts, now).equals(contacts)) {
                        found.add(key);
                    }
                });
        return found;
    }

    /** Forgets what is outdated of one person. */
    void refresh(PersonKey key, long now) {
        Optional<Contacts> contacts = store.get(key);
        contacts.ifPresent(c -> store.put(key, needed(c, now)));
    }

    private Contacts needed(Contacts contacts, long now) {
        Contacts pruned = contacts.pruned(longestMillis, now);
        boolean isForgotten = pruned.slots().isEmpty() && pruned.last() + rememberMillis <= now;
        return isForgotten ? Contacts.none(contacts.controller()) : pruned;
    }
}
