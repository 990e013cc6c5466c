// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

final class InMemoryContactsTest extends ContactStoreContract {
    @Override
    ContactStore open() {
        return new InMemoryContacts();
    }
}
