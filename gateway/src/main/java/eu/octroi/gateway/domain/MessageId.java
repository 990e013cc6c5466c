// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Our name for one accepted message: 48 bits of time in milliseconds, 80 random bits, written as 26
 * characters of Crockford's base 32 (the form known as ULID), so that names sort by time.
 *
 * <p>Not the Message-ID header field, which belongs to the sender. Immutable.
 */
public record MessageId(long high, long low) implements Comparable<MessageId> {
    public static final int BYTES = 16;
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARACTERS = 26;

    public static MessageId of(byte[] sixteen) {
        ByteBuffer buffer = ByteBuffer.wrap(sixteen, 0, BYTES);
        return new MessageId(buffer.getLong(), buffer.getLong());
    }

    /** Reads the 26 characters of {@link #toString()}; empty when they are anything else. */
    public static Optional<MessageId> parse(String text) {
        if (text.length() != CHARACTERS || text.charAt(0) > '7') {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < CHARACTERS; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return Optional.of(new MessageId(high, low));
    }

    public byte[] toByteArray() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** Milliseconds since 1970 at which the message was accepted. */
    public long timeMillis() {
        return high >>> 16;
    }

    @Override
    public int compareTo(MessageId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        char[] text = new char[CHARACTERS];
        long h = high;
        long l = low;
        for (int i = CHARACTERS - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (l & 31));
            l = l >>> 5 | h << 59;
            h >>>= 5;
        }
        return new String(text);
    }
}
