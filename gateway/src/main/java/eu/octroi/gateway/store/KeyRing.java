// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The versions of one secret key, checked against the fingerprints in the record.
 *
 * <p>A key is made only for a record that knows none and has no entries; in every other case a
 * missing or changed key ends the start, because a new key would silently lose the whole list.
 * Immutable.
 */
public final class KeyRing {
    private static final int FINGERPRINT_OCTETS = 8;

    private final List<VersionedKey> keys;

    private KeyRing(List<VersionedKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** What a key is for. */
    public enum Purpose {
        /** Turns addresses into the keys of the suppression list. */
        ADDRESS("the list of oppositions is worth nothing without it"),
        /** Signs the links in outgoing mail. */
        TOKEN("the links in sent mail are worth nothing without it"),
        /** Seals what tools said about their own opt-outs. */
        REPLAY("oppositions cannot be passed on to tools without it");

        private final String loss;

        Purpose(String loss) {
            this.loss = loss;
        }

        /** What is lost with it. */
        String loss() {
            return loss;
        }

        /** Whether a record with entries must have been written with one. */
        boolean comesWithEntries() {
            return this != REPLAY;
        }

        /** Lower case, as in the configuration. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One version of a key; prints as its fingerprint. Immutable. */
    public record VersionedKey(int version, SecretKey key, String fingerprint) {
        @Override
        public String toString() {
            return version + ":" + fingerprint;
        }
    }

    /**
     * Opens a key file, or makes it when the record is empty. Versions that are new in the file are
     * entered into the record.
     *
     * @throws StoreException when a key is missing, changed, unreadable, readable by others, or
     *     belongs to another record; the message says what to do
     */
    public static KeyRing open(Purpose purpose, Path file, RecordDatabase record) {
        Map<Integer, String> known = Fingerprints.known(record, purpose);
        if (!Files.exists(file)) {
            generate(purpose, file, record, known);
        }
        KeyFile content = KeyFile.read(file);
        List<VersionedKey> keys = newestFirst(content);
        checkRecord(purpose, file, content, record, known);
        known.forEach((version, print) -> checkVersion(purpose, file, keys, version, print));
        Fingerprints.add(record, purpose, keys);
        return new KeyRing(keys);
    }

    /**
     * Adds a version to the file of a ring that is open, which is the current one from the next
     * opening on; the others stay for ever (B-08). Only under the lock of the data directory.
     *
     * @throws StoreException when the file cannot be written
     */
    public static KeyRing rotate(Purpose purpose, Path file, RecordDatabase record) {
        KeyRing before = open(purpose, file, record);
        try {
            KeyFile.add(
                    file,
                    before.current().version() + 1,
                    KeyGenerator.getInstance(KeyFile.ALGORITHM).generateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KeyFile.ALGORITHM, e);
        }
        return open(purpose, file, record);
    }

    /** The keys of a file as it stands, for whoever only looks: no record is asked or told. */
    public static KeyRing read(Path file) {
        return new KeyRing(newestFirst(KeyFile.read(file)));
    }

    private static List<VersionedKey> newestFirst(KeyFile content) {
        return content.versions().entrySet().stream()
                .map(e -> new VersionedKey(e.getKey(), e.getValue(), print(e.getValue())))
                .sorted(Comparator.comparingInt(VersionedKey::version).reversed())
                .toList();
    }

    /** All live versions, newest first; never empty. */
    public List<VersionedKey> keys() {
        return keys;
    }

    /** The version under which new entries are made. */
    public VersionedKey current() {
        return keys.getFirst();
    }

    /**
     * 32 octets that only who has the key can compute, the same for a text as long as its oldest
     * version lives.
     */
    public byte[] derive(String text) {
        try {
            Mac mac = Mac.getInstance(KeyFile.ALGORITHM);
            mac.init(keys.getLast().key());
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KeyFile.ALGORITHM, e);
        }
    }

    private static void generate(
            Purpose purpose, Path file, RecordDatabase record, Map<Integer, String> known) {
        if (!known.isEmpty() || (purpose.comesWithEntries() && Fingerprints.hasEntries(record))) {
            throw new StoreException(
                    """
                    the %s key %s is missing, but the record was written with it: \
                    restore the file from its backup (fingerprints: %s); \
                    a new key would forget every opposition\
                    """
                            .formatted(purpose.word(), file, known));
        }
        try {
            KeyFile.write(
                    file,
                    purpose,
                    record.id(),
                    KeyGenerator.getInstance(KeyFile.ALGORITHM).generateKey());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KeyFile.ALGORITHM, e);
        }
    }

    /** An empty record beside a used key: the data directory is wrong, or the record was lost. */
    private static void checkRecord(
            Purpose purpose,
            Path file,
            KeyFile content,
            RecordDatabase record,
            Map<Integer, String> known) {
        boolean isForeign = content.record().filter(id -> !id.equals(record.id())).isPresent();
        if (isForeign && known.isEmpty()) {
            throw new StoreException(
                    """
                    the %s key %s was made for another record than the empty one of this data \
                    directory: give the right --data, or restore record.db; to begin an empty list \
                    with the old key, remove the line "record" from the key file\
                    """
                            .formatted(purpose.word(), file));
        }
    }

    private static void checkVersion(
            Purpose purpose, Path file, List<VersionedKey> keys, int version, String print) {
        Optional<VersionedKey> found =
                keys.stream().filter(k -> k.version() == version).findFirst();
        if (found.isEmpty()) {
            throw new StoreException(
                    """
                    version %d of the %s key is missing from %s: restore it; \
                    a version in use is only ever joined by another\
                    """
                            .formatted(version, purpose.word(), file));
        }
        String actual = found.get().fingerprint();
        if (!actual.equals(print)) {
            throw new StoreException(
                    """
                    version %d of the %s key in %s has fingerprint %s, the record was written \
                    with %s: restore the right key, or give the right --data\
                    """
                            .formatted(version, purpose.word(), file, actual, print));
        }
    }

    private static String print(SecretKey key) {
        try {
            Mac mac = Mac.getInstance(KeyFile.ALGORITHM);
            mac.init(key);
            byte[] full = mac.doFinal("octroi key fingerprint".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(Arrays.copyOf(full, FINGERPRINT_OCTETS));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + KeyFile.ALGORITHM, e);
        }
    }
}
