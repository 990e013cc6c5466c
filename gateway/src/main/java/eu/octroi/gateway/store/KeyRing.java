// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.nio.file.Path;
import java.util.List;

import javax.crypto.SecretKey;

/** The versions of one secret key. Immutable. */
public final class KeyRing {
    private final List<VersionedKey> keys;

    private KeyRing(List<VersionedKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** What a key is for. */
    public enum Purpose {
        ADDRESS,
        TOKEN
    }

    /** One version of a key; prints as its fingerprint. */
    public record VersionedKey(int version, SecretKey key, String fingerprint) {
        @Override
        public String toString() {
            return version + ":" + fingerprint;
        }
    }

    /** Opens a key file, or makes it when the record is empty. */
    public static KeyRing open(Purpose purpose, Path file, RecordDatabase record) {
        throw new UnsupportedOperationException();
    }

    /** All live versions, newest first; never empty. */
    public List<VersionedKey> keys() {
        return keys;
    }

    /** The newest version. */
    public VersionedKey current() {
        return keys.getFirst();
    }
}
