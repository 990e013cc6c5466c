// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The keyed fingerprint under which a person or a domain is suppressed: 16 octets of HMAC-SHA-256.
 * It names nobody without the address key. Immutable.
 */
public record PersonKey(long high, long low) {
    public static final int BYTES = 16;

    public static PersonKey of(byte[] octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets, 0, BYTES);
        return new PersonKey(buffer.getLong(), buffer.getLong());
    }

    public byte[] toByteArray() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** 32 hexadecimal digits: how a person appears in logs. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toByteArray());
    }
}
