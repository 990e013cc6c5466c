// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

/** What every store of contacts does. */
abstract class ContactStoreContract {
    private static final ControllerNumber ACME = new ControllerNumber(7);
    private static final PersonKey ANNE = new PersonKey(1, -2);
    private static final PersonKey BOB = new PersonKey(Long.MIN_VALUE, 3);

    /** A store that holds nothing. */
    abstract ContactStore open() throws Exception;

    static CopyId copy(long number) {
        return new CopyId(new MessageId(number << 16, ~number), (int) number % 3);
    }

    static Contacts contacts(int slots) {
        Contacts contacts = Contacts.none(ACME).confirmed(copy(1_000_000), 5);
        for (int i = 0; i < slots; i++) {
            contacts =
                    i % 2 == 0
                            ? contacts.reserved(copy(i))
                            : contacts.confirmed(copy(i), 1_000_000_000_000L + i);
        }
        return contacts;
    }

    @Test
    void whatWasPutIsThere() throws Exception {
        ContactStore store = open();

        store.put(ANNE, contacts(3));
        store.put(BOB, contacts(0));

        assertThat(store.get(ANNE)).contains(contacts(3));
        assertThat(store.get(BOB)).contains(contacts(0));
        assertThat(store.get(new PersonKey(9, 9))).isEmpty();
        assertThat(store.size()).isEqualTo(2);
        store.close();
    }

    @Test
    void aLaterOneReplacesAnEarlierOneOfAnySize() throws Exception {
        ContactStore store = open();

        for (int slots = 0; slots < Contacts.SLOTS_MAX; slots++) {
            store.put(ANNE, contacts(slots));
            assertThat(store.get(ANNE)).contains(contacts(slots));
        }
        store.put(ANNE, contacts(1));

        assertThat(store.get(ANNE)).contains(contacts(1));
        assertThat(store.size()).isOne();
        store.close();
    }

    @Test
    void emptyContactsRemove() throws Exception {
        ContactStore store = open();
        store.put(ANNE, contacts(1));

        store.put(ANNE, Contacts.none(ACME));

        assertThat(store.get(ANNE)).isEmpty();
        assertThat(store.size()).isZero();
        store.close();
    }

    @Test
    void allAreTold() throws Exception {
        ContactStore store = open();
        Map<PersonKey, Contacts> put = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            put.put(new PersonKey(i, i * 31L), contacts(i % 4));
        }
        put.forEach(store::put);

        Map<PersonKey, Contacts> told = new HashMap<>();
        store.forEach(told::put);

        assertThat(told).isEqualTo(put);
        store.close();
    }
}
