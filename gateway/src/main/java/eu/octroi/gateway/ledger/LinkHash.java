// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Sha256;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The hash of one link, fed row by row in the order of their numbers:
 *
 * <pre>
 * SHA-256 (hash of the link before 32 · number 8 · a row's digest 32 … · last 8
 *          · position 8 · at 8)
 * </pre>
 *
 * <p>How many rows there are follows from the last numbers of this link and the one before.
 * Confined to one thread.
 */
final class LinkHash {
    /** Octets of a digest that are kept: enough to name a row, not to vouch for it. */
    static final int MARK_BYTES = 4;

    private final MessageDigest digest = Sha256.digest();
    private final ByteArrayOutputStream marks = new ByteArrayOutputStream();

    LinkHash(String before, long number) {
        digest.update(HexFormat.of().parseHex(before));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    void add(byte[] rowDigest) {
        digest.update(rowDigest);
        marks.write(rowDigest, 0, MARK_BYTES);
    }

    byte[] marks() {
        return marks.toByteArray();
    }

    /** The hash, in hex; nothing can be added afterwards. */
    String of(long last, long position, long at) {
        digest.update(
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(last)
                        .putLong(position)
                        .putLong(at)
                        .flip());
        return HexFormat.of().formatHex(digest.digest());
    }
}
