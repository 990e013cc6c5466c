// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.KeyRing.VersionedKey;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The fingerprints of all keys ever used, in the record. Immutable. */
final class Fingerprints {
    private Fingerprints() {}

    static Map<Integer, String> known(RecordDatabase record, Purpose purpose) {
        return record.read(
                connection -> {
                    Map<Integer, String> known = new TreeMap<>();
                    try (PreparedStatement select =
                            connection.prepareStatement(
                                    "SELECT version, fingerprint FROM key_fingerprint WHERE purpose"
                                            + " = ?")) {
                        select.setString(1, purpose.word());
                        ResultSet rows = select.executeQuery();
                        while (rows.next()) {
                            known.put(rows.getInt(1), rows.getString(2));
                        }
                    }
                    return known;
                });
    }

    /** Whether anything in the record depends on a key. */
    static boolean hasEntries(RecordDatabase record) {
        return record.read(
                connection -> {
                    try (Statement select = connection.createStatement();
                            ResultSet rows =
                                    select.executeQuery(
                                            "SELECT EXISTS (SELECT 1 FROM suppression_event)")) {
                        return rows.next() && rows.getBoolean(1);
                    }
                });
    }

    static void add(RecordDatabase record, Purpose purpose, List<VersionedKey> keys) {
        await(
                record.write(
                        connection -> {
                            try (PreparedStatement insert =
                                    connection.prepareStatement(
                                            "INSERT OR IGNORE INTO key_fingerprint VALUES (?,"
                                                    + " ?, ?)")) {
                                for (VersionedKey key : keys) {
                                    insert.setString(1, purpose.word());
                                    insert.setInt(2, key.version());
                                    insert.setString(3, key.fingerprint());
                                    insert.executeUpdate();
                                }
                            }
                            return keys.size();
                        }));
    }

    /** Waits for a write; only start-up may. */
    static <T> T await(CompletionStage<T> write) {
        try {
            return write.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw new StoreException("the record cannot be written", e);
        }
    }
}
