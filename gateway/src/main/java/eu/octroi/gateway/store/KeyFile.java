// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.domain.SecretFile;
import eu.octroi.gateway.store.KeyRing.Purpose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret key in a file of mode 0600, readable by its owner alone.
 *
 * <pre>
 * # comment
 * record 5f0c…          the record it was made for; may be left out
 * 1 base64url           version, 32 octets
 * 2 base64url           the newest version is the one used for new entries
 * </pre>
 *
 * Immutable.
 *
 * @param record the record the key was made for, when the file names one
 * @param versions by rising version; never empty
 */
record KeyFile(Optional<String> record, SortedMap<Integer, SecretKey> versions) {
    static final String ALGORITHM = "HmacSHA256";
    private static final int OCTETS = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    /** Reads a key file. */
    static KeyFile read(Path file) {
        try {
            checkMode(file);
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw new StoreException(
                    "the key file " + file + " cannot be read: " + FileTrouble.of(e), e);
        }
    }

    /** Writes a new key file; forced before this returns. */
    static void write(Path file, Purpose purpose, String record, SecretKey key) {
        String text =
                """
                # Octroi %s key. Back it up apart from the data directory:
                # %s.
                record %s
                1 %s
                """
                        .formatted(purpose.word(), purpose.loss(), record, text(key));
        try {
            SecretFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new StoreException(
                    "the key file " + file + " cannot be written: " + FileTrouble.of(e), e);
        }
    }

    /**
     * Adds a version at the end of a key file, whose other lines stay; forced before it returns.
     */
    static void add(Path file, int version, SecretKey key) {
        try {
            checkMode(file);
            String before = Files.readString(file).stripTrailing();
            String line = version + " " + text(key);
            SecretFile.replace(
                    file, (before + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException(
                    "the key file " + file + " cannot be written: " + FileTrouble.of(e), e);
        }
    }

    private static String text(SecretKey key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getEncoded());
    }

    private static void checkMode(Path file) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(mode)) {
            throw new StoreException(
                    "the key file %s is open to others (%s): chmod 600 it; the key may be known"
                            .formatted(file, PosixFilePermissions.toString(mode)));
        }
    }

    private static KeyFile parse(Path file, String text) {
        Optional<String> record = Optional.empty();
        SortedMap<Integer, SecretKey> versions = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", 2);
            if (words.length == 2 && words[0].equals("record")) {
                record = Optional.of(words[1]);
            } else if (words.length != 2 || !words[0].matches("[1-9][0-9]{0,3}")) {
                throw bad(file, number);
            } else if (versions.put(Integer.valueOf(words[0]), key(file, number, words[1]))
                    != null) {
                throw bad(file, number);
            }
        }
        if (versions.isEmpty()) {
            throw new StoreException("the key file " + file + " holds no key: restore it");
        }
        return new KeyFile(record, versions);
    }

    private static SecretKey key(Path file, int number, String text) {
        byte[] octets;
        try {
            octets = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            // Without the cause: its message may quote a part of the key.
            throw bad(file, number);
        }
        if (octets.length != OCTETS) {
            throw bad(file, number);
        }
        return new SecretKeySpec(octets, ALGORITHM);
    }

    private static StoreException bad(Path file, int line) {
        return new StoreException(
                "%s:%d: expected a version of its own and %d octets in base64url"
                        .formatted(file, line, OCTETS));
    }

    @Override
    public String toString() {
        return "KeyFile" + versions.keySet();
    }
}
