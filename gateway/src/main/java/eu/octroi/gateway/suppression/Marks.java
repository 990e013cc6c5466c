// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that stands under one key: several reasons, each with its own beginning, so that lifting one
 * leaves the others (B-12). Immutable.
 *
 * <pre>
 * octets 0-3   controller number
 * octet  4     kind
 * octets 5-7   zero
 * octets 8-39  eight times 4: seconds since 1970, unsigned, by reason code; 0 = reason not given
 * </pre>
 */
final class Marks {
    static final int BYTES = 40;
    private static final int SLOTS = 8;

    /** What stops mail of every class leads (B-27); then what the recipient asked for. */
    private static final List<Reason> BY_WEIGHT =
            List.of(
                    Reason.ERASURE,
                    Reason.HARD_BOUNCE,
                    Reason.OPPOSITION,
                    Reason.COMPLAINT,
                    Reason.ROLE,
                    Reason.EXTERNAL_LIST,
                    Reason.MANUAL);

    private final ControllerNumber controller;
    private final Kind kind;
    private final int[] since;

    private Marks(ControllerNumber controller, Kind kind, int[] since) {
        this.controller = controller;
        this.kind = kind;
        this.since = since;
    }

    static Marks none(ControllerNumber controller, Kind kind) {
        return new Marks(controller, kind, new int[SLOTS]);
    }

    static Marks of(byte[] octets) {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        var controller = new ControllerNumber(buffer.getInt());
        Kind kind = Kind.ofCode(buffer.get());
        buffer.position(2 * Integer.BYTES);
        int[] since = new int[SLOTS];
        buffer.asIntBuffer().get(since);
        return new Marks(controller, kind, since);
    }

    byte[] toByteArray() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES);
        buffer.putInt(controller.value()).put((byte) kind.code()).position(2 * Integer.BYTES);
        buffer.asIntBuffer().put(since);
        return buffer.array();
    }

    ControllerNumber controller() {
        return controller;
    }

    Kind kind() {
        return kind;
    }

    boolean has(Reason reason) {
        return since[reason.code()] != 0;
    }

    /** From when a reason holds; 1970 when it does not. */
    Instant since(Reason reason) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(since[reason.code()]));
    }

    /** With {@code reason}; one that stands already keeps its beginning. */
    Marks with(Reason reason, Instant from) {
        return has(reason) ? this : set(reason, seconds(from));
    }

    /** With {@code reason} from a later moment on; an earlier one changes nothing. */
    Marks renewed(Reason reason, Instant from) {
        return has(reason) && since(reason).isAfter(from) ? this : set(reason, seconds(from));
    }

    Marks without(Reason reason) {
        return has(reason) ? set(reason, 0) : this;
    }

    boolean isEmpty() {
        return Arrays.stream(since).allMatch(s -> s == 0);
    }

    /** The weightiest reason; empty when none is left. */
    Optional<SuppressionEntry> entry() {
        return BY_WEIGHT.stream()
                .filter(this::has)
                .findFirst()
                .map(reason -> new SuppressionEntry(kind.scope(), reason, since(reason)));
    }

    /** Position of a reason in the order of answers; smaller goes first. */
    static int weight(Reason reason) {
        return BY_WEIGHT.indexOf(reason);
    }

    /** {@code from} as it is stored: whole seconds between 1970 and 2106. */
    static Instant stored(Instant from) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(seconds(from)));
    }

    private Marks set(Reason reason, int seconds) {
        int[] changed = since.clone();
        changed[reason.code()] = seconds;
        return new Marks(controller, kind, changed);
    }

    private static int seconds(Instant from) {
        return (int) Math.clamp(from.getEpochSecond(), 1L, 0xffff_ffffL);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Marks that
                && controller.equals(that.controller)
                && kind == that.kind
                && Arrays.equals(since, that.since);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(since);
    }

    @Override
    public String toString() {
        return "Marks[" + kind.word() + ' ' + entry() + ']';
    }
}
