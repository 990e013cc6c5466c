// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.Octets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The octets of one message in one pooled heap buffer that doubles as it fills, paid for out of
 * {@link BodyMemory}. They are copied once, from the socket's buffer.
 *
 * <p>Filled on the event loop; {@link #release} may be called from any thread, once the octets have
 * been handed over, and only the first call counts.
 */
final class Body {
    private final ByteBufAllocator allocator;
    private final BodyMemory memory;
    private final long octetsMax;
    private final AtomicBoolean isReleased = new AtomicBoolean();
    private ByteBuf buffer;
    private int reserved;
    private int end;

    private Body(ByteBufAllocator allocator, BodyMemory memory, int octets, long octetsMax) {
        this.allocator = allocator;
        this.memory = memory;
        this.octetsMax = octetsMax;
        this.reserved = octets;
        this.buffer = allocator.heapBuffer(octets, octets);
    }

    /**
     * An empty body; when there is no room for {@code octets}, {@link #append} will say so.
     *
     * @param octetsMax what a message comes to at most, unless dots were doubled in it
     */
    static Body open(ByteBufAllocator allocator, BodyMemory memory, int octets, long octetsMax) {
        return new Body(
                allocator,
                memory,
                memory.reserve(octets) ? octets : 0,
                Math.min(octetsMax, memory.octetsMax()));
    }

    /** Copies all of {@code in}; false, and nothing read, when there is no room. */
    boolean append(ByteBuf in) {
        int octets = in.readableBytes();
        if (end + octets > reserved && !grow(end + octets)) {
            return false;
        }
        in.readBytes(array(), offset() + end, octets);
        end += octets;
        return true;
    }

    byte[] array() {
        return buffer.array();
    }

    /** Where the body begins in {@link #array}. */
    int offset() {
        return buffer.arrayOffset();
    }

    /** Octets copied in so far. */
    int end() {
        return end;
    }

    /** A view of the first {@code length} octets, valid until {@link #release}. */
    Octets octets(int length) {
        return Octets.of(array(), offset(), length);
    }

    /**
     * A copy of the first octets with CR put before every LF that has none; empty when there is no
     * room for it. This body stays as it is.
     *
     * @param lineFeeds how many have none
     */
    Optional<Body> withLineEnds(int length, int lineFeeds) {
        int octets = length + lineFeeds;
        if (!memory.reserve(octets)) {
            return Optional.empty();
        }
        Body copy = new Body(allocator, memory, octets, octetsMax);
        byte before = 0;
        for (int i = offset(); i < offset() + length; i++) {
            byte octet = array()[i];
            if (octet == '\n' && before != '\r') {
                copy.put((byte) '\r');
            }
            copy.put(octet);
            before = octet;
        }
        return Optional.of(copy);
    }

    private void put(byte octet) {
        array()[offset() + end] = octet;
        end++;
    }

    void release() {
        if (isReleased.compareAndSet(false, true)) {
            buffer.release();
            memory.release(reserved);
        }
    }

    private boolean grow(int octetsMin) {
        long twice = 2L * reserved;
        long enough = octetsMin > octetsMax ? twice : Math.min(twice, octetsMax);
        int larger = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(octetsMin, enough));
        // Only the difference is paid for. Both buffers are there while one is copied, at most one
        // pair on each event loop; were both paid for, a message of half the budget could never
        // come in, and its tool would be told to try again for ever.
        if (!memory.reserve(larger - reserved)) {
            return false;
        }
        ByteBuf next = allocator.heapBuffer(larger, larger);
        System.arraycopy(array(), offset(), next.array(), next.arrayOffset(), end);
        buffer.release();
        buffer = next;
        reserved = larger;
        return true;
    }
}
