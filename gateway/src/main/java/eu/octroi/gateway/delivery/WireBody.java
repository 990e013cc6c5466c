// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as it goes over the wire after 354: dot-stuffed, CRLF.CRLF at the end (RFC 5321 section
 * 4.5.2), in buffers of {@link #CHUNK} octets of which the last holds the final dot, so that the
 * dot never leaves in a write of its own.
 *
 * <p>The one copy made here is the one that the socket would make of heap arrays anyway. Whoever
 * holds it must {@link #release()} it or hand its buffers on. Confined to one thread at a time.
 *
 * @param size octets before stuffing
 * @param eightBit whether any octet is outside ASCII
 */
record WireBody(List<ByteBuf> chunks, long size, boolean eightBit) {
    static final int CHUNK = 64 * 1024;

    /** A message holds CR or LF that are no line end: never sent (H-07). */
    static final class BareLineEndException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BareLineEndException() {
            super("bare CR or LF in an accepted message");
        }
    }

    /** Throws {@link BareLineEndException} where intake let through what it must not. */
    static WireBody of(EditedMessage message, ByteBufAllocator allocator) {
        Writer writer = new Writer(allocator, message.length());
        try {
            for (Octets piece : message.pieces()) {
                writer.add(piece);
            }
            writer.end();
        } catch (RuntimeException | OutOfMemoryError failed) {
            writer.chunks.forEach(ByteBuf::release);
            throw failed;
        }
        return new WireBody(writer.chunks, message.length(), writer.seen < 0);
    }

    void release() {
        chunks.forEach(ByteBuf::release);
    }

    /** Copies runs of octets and stops only where a line starts with a dot. */
    private static final class Writer {
        private static final byte[] END_IN_LINE = {'\r', '\n', '.', '\r', '\n'};
        private static final byte[] END_AT_LINE_START = {'.', '\r', '\n'};
        private static final int ROOM_FOR_END = 64;

        private final List<ByteBuf> chunks = new ArrayList<>(1);
        private final ByteBufAllocator allocator;
        private Position position = Position.LINE_START;
        private int seen;

        private enum Position {
            LINE_START,
            IN_LINE,
            AFTER_CR
        }

        Writer(ByteBufAllocator allocator, int length) {
            this.allocator = allocator;
            chunks.add(allocator.directBuffer(Math.min(CHUNK, length + ROOM_FOR_END)));
        }

        void add(Octets piece) {
            byte[] array = piece.array();
            int end = piece.offset() + piece.length();
            int run = piece.offset();
            Position at = position;
            int bits = 0;
            for (int i = run; i < end; i++) {
                byte octet = array[i];
                bits |= octet;
                if (at == Position.IN_LINE && octet != '\r' && octet != '\n') {
                    continue;
                }
                if (at == Position.LINE_START && octet == '.') {
                    write(array, run, i - run);
                    write(END_AT_LINE_START, 0, 1);
                    run = i;
                }
                at = next(at, octet);
            }
            write(array, run, end - run);
            position = at;
            seen |= bits;
        }

        private static Position next(Position at, byte octet) {
            boolean pair = at == Position.AFTER_CR && octet == '\n';
            if (!pair && (at == Position.AFTER_CR || octet == '\n')) {
                throw new BareLineEndException();
            }
            if (pair) {
                return Position.LINE_START;
            }
            return octet == '\r' ? Position.AFTER_CR : Position.IN_LINE;
        }

        void end() {
            switch (position) {
                case LINE_START -> write(END_AT_LINE_START, 0, END_AT_LINE_START.length);
                case IN_LINE -> write(END_IN_LINE, 0, END_IN_LINE.length);
                case AFTER_CR -> throw new BareLineEndException();
            }
        }

        private void write(byte[] array, int from, int length) {
            int at = from;
            int left = length;
            while (left > 0) {
                ByteBuf last = chunks.getLast();
                int room = Math.min(left, CHUNK - last.readableBytes());
                if (room == 0) {
                    chunks.add(allocator.directBuffer(CHUNK));
                } else {
                    last.writeBytes(array, at, room);
                    at += room;
                    left -= room;
                }
            }
        }
    }
}
