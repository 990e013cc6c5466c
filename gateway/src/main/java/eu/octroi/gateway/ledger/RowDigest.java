// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Sha256;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;

/**
 * The SHA-256 of one row, whatever its table, over what lies in its columns:
 *
 * <pre>
 * kind 1 · (column 1 · type 1 · length 4 · value)…
 * </pre>
 *
 * <p>A column that is NULL is left out, and columns are only ever added behind the others: rows
 * from before a column keep their digest. Numbers have 8 octets, texts are UTF-8. Stateless.
 */
final class RowDigest {
    static final int BYTES = 32;
    private static final int NUMBER = 1;
    private static final int TEXT = 2;
    private static final int OCTETS = 3;

    /** Nothing of ours; somebody may have put it there. */
    private static final int FRACTION = 4;

    private RowDigest() {}

    /** The tables whose rows are chained. The letter is part of the digest. */
    enum Kind {
        ENTRY('E'),
        INTERVENTION('I'),
        REPETITION('R');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of one row.
     *
     * @param values of its columns in order: null, a whole number, a text or octets
     */
    static byte[] of(Kind kind, List<@Nullable Object> values) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) kind.letter);
        for (int column = 0; column < values.size(); column++) {
            switch (values.get(column)) {
                case null -> {}
                case Integer number -> add(digest, column, NUMBER, octets((long) number));
                case Long number -> add(digest, column, NUMBER, octets(number));
                case Double number -> add(digest, column, FRACTION, octets(number));
                case String text ->
                        add(digest, column, TEXT, text.getBytes(StandardCharsets.UTF_8));
                case byte[] octets -> add(digest, column, OCTETS, octets);
                default -> throw new IllegalArgumentException("a value of no known type");
            }
        }
        return digest.digest();
    }

    private static byte[] octets(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static byte[] octets(double number) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
    }

    private static void add(MessageDigest digest, int column, int type, byte[] value) {
        digest.update(
                ByteBuffer.allocate(6)
                        .put((byte) column)
                        .put((byte) type)
                        .putInt(value.length)
                        .flip());
        digest.update(value);
    }
}
