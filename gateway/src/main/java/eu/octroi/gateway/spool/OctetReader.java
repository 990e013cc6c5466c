// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what {@link OctetWriter} wrote. It reads only what a checksum has proved, so anything
 * unexpected is a bug and throws. Thread-confined.
 */
final class OctetReader {
    private final Octets source;
    private final ByteBuffer buffer;

    OctetReader(Octets source) {
        this.source = source;
        this.buffer = source.asByteBuffer();
    }

    int octet() {
        return buffer.get() & 0xFF;
    }

    int number() {
        return buffer.getInt();
    }

    long longNumber() {
        return buffer.getLong();
    }

    Instant instant() {
        return Instant.ofEpochSecond(longNumber(), number());
    }

    String text() {
        byte[] octets = new byte[buffer.getShort() & 0xFFFF];
        buffer.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }

    OctetReader skipText() {
        int length = buffer.getShort() & 0xFFFF;
        buffer.position(buffer.position() + length);
        return this;
    }

    OctetReader skipOptional() {
        return octet() == 0 ? this : skipText();
    }

    Optional<String> optional() {
        return octet() == 0 ? Optional.empty() : Optional.of(text());
    }

    /** A view of the source, not a copy. */
    Octets octets() {
        int length = number();
        int from = buffer.position();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        buffer.position(from + length);
        return source.slice(from, from + length);
    }

    boolean isAtEnd() {
        return !buffer.hasRemaining();
    }

    /** All that was not read, as a view of the source. */
    Octets rest() {
        return source.slice(buffer.position(), source.length());
    }
}
