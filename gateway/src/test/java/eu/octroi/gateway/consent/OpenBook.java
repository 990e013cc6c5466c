// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.RecordDatabase;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** A real book over a real record, with what it stands on. */
final class OpenBook implements Closeable {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final DataDirectory data;
    final RecordDatabase record;
    final ConsentBook book;

    private OpenBook(Path directory) {
        data = DataDirectory.open(directory);
        record = RecordDatabase.open(data, meters);
        book = ConsentBook.open(record, OpenBook::keys, Clock.fixed(NOW, ZoneOffset.UTC), meters);
    }

    static OpenBook in(Path directory) {
        return new OpenBook(directory);
    }

    Recorded add(String address, Proof proof) {
        return ConsentBook.settled(
                book.add(
                        ConsentLookupContract.ACME,
                        ConsentLookupContract.address(address),
                        proof,
                        "test"));
    }

    boolean withdraw(String address) {
        return ConsentBook.settled(
                book.withdraw(
                        ConsentLookupContract.ACME,
                        ConsentLookupContract.address(address),
                        "test"));
    }

    /** From here on the record cannot say who agreed. */
    void loseTheTable() {
        ConsentBook.settled(
                record.write(
                        connection -> {
                            try (var statement = connection.createStatement()) {
                                return statement.executeUpdate("DROP TABLE consent_key");
                            }
                        }));
    }

    boolean permits(String address) {
        return !book.find(
                        ConsentLookupContract.from(ConsentLookupContract.ACME, "prospection"),
                        ConsentLookupContract.address(address))
                .isEmpty();
    }

    /** Two live versions of the address key, stood in for by a digest of the words. */
    static List<PersonKey> keys(ControllerNumber controller, EmailAddress address) {
        return List.of(key(2, controller, address), key(1, controller, address));
    }

    private static PersonKey key(int version, ControllerNumber controller, EmailAddress address) {
        String words = version + " " + controller.value() + " " + address;
        UUID digest = UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
        return new PersonKey(digest.getMostSignificantBits(), digest.getLeastSignificantBits());
    }

    @Override
    public void close() {
        record.close();
        data.close();
    }
}
