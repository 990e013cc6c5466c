// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.BodyEnd;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

import java.util.Optional;

/**
 * Reads a message that comes in counted chunks, RFC 3030 section 2: its end is told, not found, and
 * no dot is doubled in it. Lines end as they do after DATA, with CRLF alone; a line end may lie
 * across two chunks. A chunk that must be refused is read to its end all the same. Event-loop
 * confined.
 */
final class ChunkReader {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final int BODY_OCTETS_MIN = 16 << 10;

    /** What becomes of the chunk at hand when all of it is here. */
    private enum Purpose {
        KEEP,
        KEEP_LAST,
        REFUSE,
        DISCARD
    }

    private final long messageOctetsMax;
    private final BodyMemory memory;
    private final ByteBufAllocator allocator;

    private Optional<Body> body = Optional.empty();
    private Purpose purpose = Purpose.DISCARD;
    private BodyEnd refusal = BodyEnd.COMPLETE;
    private long missing;
    private boolean endsWithCr;

    ChunkReader(long messageOctetsMax, BodyMemory memory, ByteBufAllocator allocator) {
        this.messageOctetsMax = messageOctetsMax;
        this.memory = memory;
        this.allocator = allocator;
    }

    /** What follows is another chunk of a message. */
    void receive(long octets, boolean isLast) {
        Body open = body.orElseGet(this::open);
        body = Optional.of(open);
        purpose = isLast ? Purpose.KEEP_LAST : Purpose.KEEP;
        missing = octets;
        if (open.end() + octets > messageOctetsMax) {
            refuse(BodyEnd.TOO_BIG);
        }
    }

    /** What follows counts for nothing. */
    void discard(long octets) {
        purpose = Purpose.DISCARD;
        missing = octets;
    }

    /** Reads what there is of the chunk, and says what it was when it is whole. */
    Decoded decode(ByteBuf in) {
        int octets = (int) Math.min(missing, in.readableBytes());
        missing -= octets;
        read(in.readSlice(octets));
        return missing > 0 ? Decoded.Incomplete.INCOMPLETE : end();
    }

    /** The chunks received so far are forgotten. */
    void forget() {
        body.ifPresent(Body::release);
        body = Optional.empty();
        endsWithCr = false;
    }

    private Body open() {
        return Body.open(allocator, memory, BODY_OCTETS_MIN, messageOctetsMax + BODY_OCTETS_MIN);
    }

    private void read(ByteBuf octets) {
        if (purpose == Purpose.REFUSE || purpose == Purpose.DISCARD) {
            return;
        }
        if (octets.forEachByte(this::isInPlace) >= 0) {
            refuse(BodyEnd.BARE_LINE_END);
        } else if (!body.orElseThrow().append(octets)) {
            refuse(BodyEnd.NO_ROOM);
        }
    }

    /** LF stands after CR and nowhere else, nothing else stands after CR, and there is no NUL. */
    private boolean isInPlace(byte octet) {
        boolean isInPlace = (octet == '\n') == endsWithCr && octet != 0;
        endsWithCr = octet == '\r';
        return isInPlace;
    }

    private void refuse(BodyEnd why) {
        forget();
        purpose = Purpose.REFUSE;
        refusal = why;
    }

    private Decoded end() {
        return switch (purpose) {
            case KEEP -> new Decoded.Chunk();
            case KEEP_LAST -> message(body.orElseThrow());
            case REFUSE -> new Decoded.Refused(refusal);
            case DISCARD -> new Decoded.Discarded();
        };
    }

    /** A last line that lacks its end gets one, as every message that comes by DATA has it. */
    private Decoded message(Body whole) {
        if (endsWithCr) {
            refuse(BodyEnd.BARE_LINE_END);
        } else if (!endsWithLine(whole) && !whole.append(Unpooled.wrappedBuffer(LINE_END))) {
            refuse(BodyEnd.NO_ROOM);
        } else {
            body = Optional.empty();
            return new Decoded.Message(whole, whole.octets(whole.end()), false);
        }
        return new Decoded.Refused(refusal);
    }

    private static boolean endsWithLine(Body whole) {
        return whole.end() == 0 || whole.array()[whole.offset() + whole.end() - 1] == '\n';
    }
}
