// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.PersonKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

final class ChronicleContactsTest extends ContactStoreContract {
    private static final long CAPACITY = 10_000;

    @TempDir private Path directory = Path.of("");

    @Override
    ContactStore open() throws IOException {
        return ChronicleContacts.open(directory.resolve("caps.map"), CAPACITY);
    }

    @Test
    void whatWasPutIsThereWhenTheFileIsOpenedAgain() throws IOException {
        ContactStore store = open();
        store.put(new PersonKey(1, 2), contacts(3));
        store.close();

        ContactStore again = open();

        assertThat(again.get(new PersonKey(1, 2))).contains(contacts(3));
        again.close();
    }

    @Test
    void itHoldsAsManyAsItIsMadeFor() throws IOException {
        ContactStore store = open();

        for (int i = 0; i < CAPACITY; i++) {
            store.put(new PersonKey(i * 0x9E37_79B9_7F4A_7C15L, i), contacts(i % 8));
        }

        assertThat(store.size()).isEqualTo(CAPACITY);
        store.close();
    }
}
