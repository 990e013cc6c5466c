// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.FailPoint;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.server.Decoded.Incomplete;
import eu.octroi.gateway.server.Decoded.Line;
import eu.octroi.gateway.server.Decoded.Message;
import eu.octroi.gateway.server.Decoded.Overlong;
import eu.octroi.gateway.server.Decoded.Refused;
import eu.octroi.gateway.session.BodyEnd;
import eu.octroi.gateway.smtp.CommandParser;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Cuts what a client sends into lines and messages, by RFC 5321 sections 2.3.8 and 4.1.1.4: CRLF
 * ends a line, CRLF.CRLF ends a message, and nothing else does; chunks are counted. One call gives
 * one thing, so that what is pipelined behind it waits (RFC 2920). Event-loop confined.
 */
final class SubmissionDecoder {
    /** What the next octets are. */
    private enum State {
        COMMANDS,
        /** A line over the limit, dropped up to its CRLF. */
        OVERLONG,
        BODY,
        /** A refused body, swallowed up to its final dot before it is answered. */
        REJECTING,
        CHUNK,
        CLOSED
    }

    /** Octets of an overlong line that are kept: enough for its verb. */
    private static final int BEGINNING_OCTETS = 16;

    /** First size of a body whose size was not declared, and least size of any. */
    private static final int BODY_OCTETS_MIN = 16 << 10;

    /** A declared size is believed up to here; beyond it the buffer grows as octets come. */
    private static final int BODY_OCTETS_BELIEVED = 1 << 20;

    private final int lineOctetsMax;
    private final long messageOctetsMax;
    private final BodyMemory memory;
    private final ByteBufAllocator allocator;
    private final ChunkReader chunks;

    private State state = State.COMMANDS;
    private int searched;
    private Octets beginning = Octets.EMPTY;
    private boolean endsWithCr;
    private Optional<Body> body = Optional.empty();
    private BodyScanner scanner = new BodyScanner(false);
    private FinalDot finalDot = new FinalDot(0);
    private BodyEnd refusal = BodyEnd.COMPLETE;

    /**
     * @param lineOctetsMax octets of a line with its CRLF; at least {@link
     *     CommandParser#LINE_OCTETS_MAX}
     * @param messageOctetsMax octets of a message without its final dot and dot-stuffing
     */
    SubmissionDecoder(
            int lineOctetsMax,
            long messageOctetsMax,
            BodyMemory memory,
            ByteBufAllocator allocator) {
        this.lineOctetsMax = lineOctetsMax;
        this.messageOctetsMax = messageOctetsMax;
        this.memory = memory;
        this.allocator = allocator;
        this.chunks = new ChunkReader(messageOctetsMax, memory, allocator);
    }

    /** The next thing whole; reads no further than its end. Borrows {@code in}. */
    Decoded decode(ByteBuf in) {
        return switch (state) {
            case COMMANDS -> line(in);
            case OVERLONG -> overlong(in);
            case BODY -> body.map(open -> body(open, in)).orElseThrow();
            case REJECTING -> rejecting(in);
            case CHUNK -> chunk(in);
            case CLOSED -> {
                in.skipBytes(in.readableBytes());
                yield Incomplete.INCOMPLETE;
            }
        };
    }

    /**
     * What follows is a message.
     *
     * @param declared a hint for the first buffer
     * @param convertLineFeeds whether a bare LF in it is a line end and becomes CRLF (H-06)
     */
    void receiveBody(OptionalLong declared, boolean convertLineFeeds) {
        long first = Math.min(declared.orElse(0) + BODY_OCTETS_MIN, BODY_OCTETS_BELIEVED);
        body =
                Optional.of(
                        Body.open(
                                allocator,
                                memory,
                                (int) Math.max(first, BODY_OCTETS_MIN),
                                messageOctetsMax + BODY_OCTETS_MIN));
        scanner = new BodyScanner(convertLineFeeds);
        state = State.BODY;
    }

    /** What follows is a chunk of a message. */
    void receiveChunk(long octets, boolean isLast) {
        chunks.receive(octets, isLast);
        state = State.CHUNK;
    }

    /** What follows is a chunk that counts for nothing. */
    void discardChunk(long octets) {
        chunks.discard(octets);
        state = State.CHUNK;
    }

    /** The chunks of a message received so far are forgotten. */
    void forgetChunks() {
        chunks.forget();
    }

    /** Whether a message is being received, so that its pace can be watched. */
    boolean isReceivingBody() {
        return state == State.BODY || state == State.REJECTING || state == State.CHUNK;
    }

    /** Reads nothing more; a message half received is forgotten. */
    void close() {
        dropBody();
        chunks.forget();
        state = State.CLOSED;
    }

    private Decoded line(ByteBuf in) {
        int from = in.readerIndex();
        int lineFeed = in.indexOf(from + searched, in.writerIndex(), (byte) '\n');
        int octets = lineFeed < 0 ? in.readableBytes() : lineFeed + 1 - from;
        if (octets > lineOctetsMax) {
            beginning = read(in, BEGINNING_OCTETS);
            searched = 0;
            endsWithCr = false;
            state = State.OVERLONG;
            return overlong(in);
        }
        if (lineFeed < 0) {
            searched = octets;
            return Incomplete.INCOMPLETE;
        }
        searched = 0;
        Octets line = read(in, octets);
        int end = octets - 2;
        boolean isEndedByCrLf = end >= 0 && line.at(end) == '\r';
        return new Line(isEndedByCrLf ? line.slice(0, end) : line);
    }

    private Decoded overlong(ByteBuf in) {
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (octet == '\n' && endsWithCr) {
                state = State.COMMANDS;
                return new Overlong(beginning);
            }
            endsWithCr = octet == '\r';
        }
        return Incomplete.INCOMPLETE;
    }

    private Decoded body(Body open, ByteBuf in) {
        if (!open.append(in)) {
            return reject(BodyEnd.NO_ROOM, scanner.pendingMatch(open.end()), in);
        }
        FailPoint.MID_DATA.pass();
        BodyScanner.Result result = scanner.scan(open.array(), open.offset(), open.end());
        boolean isTooBig = (long) scanner.length() + scanner.lineFeeds() > messageOctetsMax;
        return switch (result) {
            case OPEN ->
                    isTooBig
                            ? reject(BodyEnd.TOO_BIG, scanner.pendingMatch(open.end()), in)
                            : Incomplete.INCOMPLETE;
            case FORBIDDEN -> {
                int matched = open.array()[open.offset() + scanner.read() - 1] == '\r' ? 1 : 0;
                giveBack(open, in);
                yield reject(BodyEnd.BARE_LINE_END, matched, in);
            }
            case END -> {
                giveBack(open, in);
                state = State.COMMANDS;
                yield isTooBig ? refused(BodyEnd.TOO_BIG) : message(open);
            }
        };
    }

    private Decoded message(Body whole) {
        body = Optional.empty();
        if (scanner.lineFeeds() == 0) {
            return new Message(whole, whole.octets(scanner.length()), false);
        }
        Optional<Body> converted = whole.withLineEnds(scanner.length(), scanner.lineFeeds());
        whole.release();
        return converted
                .<Decoded>map(copy -> new Message(copy, copy.octets(copy.end()), true))
                .orElse(new Refused(BodyEnd.NO_ROOM));
    }

    /** What was copied behind the end of the message is the next command. */
    private void giveBack(Body open, ByteBuf in) {
        in.readerIndex(in.readerIndex() - (open.end() - scanner.read()));
    }

    private Decoded reject(BodyEnd why, int matched, ByteBuf in) {
        dropBody();
        refusal = why;
        finalDot = new FinalDot(matched);
        state = State.REJECTING;
        return rejecting(in);
    }

    private Decoded rejecting(ByteBuf in) {
        if (!finalDot.swallow(in)) {
            return Incomplete.INCOMPLETE;
        }
        state = State.COMMANDS;
        return new Refused(refusal);
    }

    private Decoded chunk(ByteBuf in) {
        Decoded decoded = chunks.decode(in);
        if (!(decoded instanceof Incomplete)) {
            state = State.COMMANDS;
        }
        return decoded;
    }

    private Decoded refused(BodyEnd why) {
        dropBody();
        return new Refused(why);
    }

    private void dropBody() {
        body.ifPresent(Body::release);
        body = Optional.empty();
    }

    private static Octets read(ByteBuf in, int octets) {
        byte[] copy = new byte[octets];
        in.readBytes(copy);
        return Octets.of(copy);
    }
}
