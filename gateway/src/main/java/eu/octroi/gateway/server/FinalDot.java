// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import io.netty.buffer.ByteBuf;

/**
 * Swallows a refused body up to its true final dot: what follows a line end that is none must never
 * be read as a command. Keeps nothing but how much of {@code CRLF.CRLF} has been matched.
 * Event-loop confined.
 */
final class FinalDot {
    private static final int MATCHED = 5;

    private int matched;

    /**
     * @param matched octets of {@code CRLF.CRLF} that came just before, 0 to 4
     */
    FinalDot(int matched) {
        this.matched = matched;
    }

    /** Reads up to and with the final dot; false when it is not in there. */
    boolean swallow(ByteBuf in) {
        int index = in.forEachByte(this::isBeforeEnd);
        in.readerIndex(index < 0 ? in.writerIndex() : index + 1);
        return index >= 0;
    }

    private boolean isBeforeEnd(byte octet) {
        matched =
                switch (octet) {
                    case '\r' -> matched == 3 ? 4 : 1;
                    case '\n' -> matched == 1 ? 2 : matched == 4 ? MATCHED : 0;
                    case '.' -> matched == 2 ? 3 : 0;
                    default -> 0;
                };
        return matched != MATCHED;
    }
}
