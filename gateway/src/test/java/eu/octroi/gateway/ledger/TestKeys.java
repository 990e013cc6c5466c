// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.store.KeyRing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Keys that sign ledgers of tests. */
public final class TestKeys {
    /** A key with one version. */
    public static final LedgerKeys ONE = of(1, 1);

    /** The same key, joined by a newer version. */
    static final LedgerKeys TWO = of(1, 2);

    /** Another key. */
    static final LedgerKeys OTHER = of(3, 3);

    private TestKeys() {}

    private static LedgerKeys of(int first, int last) {
        StringBuilder lines = new StringBuilder();
        for (int version = first; version <= last; version++) {
            byte[] seed = new byte[32];
            seed[0] = (byte) version;
            lines.append(version)
                    .append(' ')
                    .append(Base64.getUrlEncoder().withoutPadding().encodeToString(seed))
                    .append('\n');
        }
        try {
            Path file =
                    Files.createTempFile(
                            "ledger-key",
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, lines);
            LedgerKeys keys = LedgerKeys.of(KeyRing.read(file));
            Files.delete(file);
            return keys;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
