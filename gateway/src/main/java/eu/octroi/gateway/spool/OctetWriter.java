// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Builds the inner parts of a record, big-endian, lengths before contents. Thread-confined. */
final class OctetWriter {
    private ByteBuffer buffer = ByteBuffer.allocate(256);

    OctetWriter octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    OctetWriter number(int value) {
        room(4).putInt(value);
        return this;
    }

    OctetWriter longNumber(long value) {
        room(8).putLong(value);
        return this;
    }

    OctetWriter instant(Instant value) {
        return longNumber(value.getEpochSecond()).number(value.getNano());
    }

    /** At most 65,535 octets of UTF-8. */
    OctetWriter text(String value) {
        byte[] octets = value.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 0xFFFF) {
            throw new IllegalArgumentException("text of " + octets.length + " octets");
        }
        room(2 + octets.length).putShort((short) octets.length).put(octets);
        return this;
    }

    /** Absent and empty are told apart by a leading octet. */
    OctetWriter optional(Optional<String> value) {
        octet(value.isPresent() ? 1 : 0);
        return value.map(this::text).orElse(this);
    }

    OctetWriter octets(Octets value) {
        number(value.length());
        room(value.length()).put(value.array(), value.offset(), value.length());
        return this;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private ByteBuffer room(int octets) {
        if (buffer.remaining() < octets) {
            int wanted = Math.addExact(buffer.position(), octets);
            int grown = Math.max(wanted, Math.min(Integer.MAX_VALUE - 8, 2 * buffer.capacity()));
            buffer = ByteBuffer.allocate(grown).put(buffer.flip());
        }
        return buffer;
    }
}
