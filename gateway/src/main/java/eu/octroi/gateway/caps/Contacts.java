// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.settings.Stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one controller has sent to one person: since when, and what lies within the longest window.
 * Slots hold moments, not counts, so that several windows are told from the same ones. Immutable.
 *
 * <pre>
 * octets 0-3    controller number
 * octets 4-7    zero
 * octets 8-15   first contact, milliseconds since 1970; 0 = none
 * octets 16-23  last contact, the same
 * then per slot, 32 octets: message id 16 · index of the copy 4 · zero 4
 *               · end in milliseconds 8; 0 = pending
 * </pre>
 *
 * @param first when the person was first reached
 * @param last when the person was last reached
 */
record Contacts(ControllerNumber controller, long first, long last, List<Slot> slots)
        implements Counted {
    /** Slots of one person; a cap that needs more is refused in the configuration. */
    static final int SLOTS_MAX = Stream.Cap.PER_RECIPIENT_MAX;

    static final int HEADER_BYTES = 24;
    static final int SLOT_BYTES = 32;

    private static final Comparator<Slot> PENDING_LAST =
            Comparator.comparing(Slot::isPending).thenComparingLong(Slot::at);

    Contacts {
        slots = List.copyOf(slots);
    }

    static Contacts none(ControllerNumber controller) {
        return new Contacts(controller, 0, 0, List.of());
    }

    static Contacts of(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        ControllerNumber controller = new ControllerNumber(in.getInt());
        in.getInt();
        long first = in.getLong();
        long last = in.getLong();
        List<Slot> slots = new ArrayList<>(in.remaining() / SLOT_BYTES);
        while (in.hasRemaining()) {
            MessageId message = new MessageId(in.getLong(), in.getLong());
            CopyId copy = new CopyId(message, in.getInt());
            in.getInt();
            slots.add(new Slot(copy, in.getLong()));
        }
        return new Contacts(controller, first, last, slots);
    }

    byte[] toByteArray() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + slots.size() * SLOT_BYTES);
        out.putInt(controller.value()).putInt(0).putLong(first).putLong(last);
        for (Slot slot : slots) {
            MessageId message = slot.copy().message();
            out.putLong(message.high()).putLong(message.low());
            out.putInt(slot.copy().index()).putInt(0).putLong(slot.at());
        }
        return out.array();
    }

    boolean isEmpty() {
        return slots.isEmpty() && first == 0;
    }

    boolean has(CopyId copy) {
        return slots.stream().anyMatch(slot -> slot.copy().equals(copy));
    }

    @Override
    public OptionalLong fullUntil(Cap cap, long now) {
        long window = cap.window().toMillis();
        long[] occupied =
                slots.stream()
                        .mapToLong(slot -> slot.freeAt(window, now))
                        .filter(free -> free > now)
                        .sorted()
                        .toArray();
        return occupied.length < cap.max()
                ? OptionalLong.empty()
                : OptionalLong.of(occupied[occupied.length - cap.max()]);
    }

    /** With a slot that is pending; the same if the copy has one. */
    Contacts reserved(CopyId copy) {
        return has(copy) ? this : with(new Slot(copy, Slot.PENDING), first, last);
    }

    /** The copy may have reached the person then. One that did so before stays as it was. */
    Contacts confirmed(CopyId copy, long at) {
        boolean isKnown =
                slots.stream().anyMatch(slot -> slot.copy().equals(copy) && !slot.isPending());
        return isKnown
                ? this
                : released(copy)
                        .with(
                                new Slot(copy, at),
                                first == 0 ? at : Math.min(first, at),
                                Math.max(last, at));
    }

    /** Without the copy's slot if that is pending: what was confirmed is not taken back. */
    Contacts released(CopyId copy) {
        List<Slot> rest =
                slots.stream()
                        .filter(slot -> !slot.copy().equals(copy) || !slot.isPending())
                        .toList();
        return rest.size() == slots.size() ? this : new Contacts(controller, first, last, rest);
    }

    /**
     * Without what no window reaches any more (C-10), and without the oldest of more slots than one
     * person may have.
     */
    Contacts pruned(long windowMillis, long now) {
        List<Slot> kept =
                slots.stream()
                        .filter(slot -> slot.freeAt(windowMillis, now) > now)
                        .sorted(PENDING_LAST)
                        .toList();
        List<Slot> newest = kept.subList(Math.max(0, kept.size() - SLOTS_MAX), kept.size());
        return newest.size() == slots.size() ? this : new Contacts(controller, first, last, newest);
    }

    /** Both together, as of one person under two versions of the address key. */
    Contacts merged(Contacts other) {
        Contacts all = this;
        for (Slot slot : other.slots) {
            all =
                    slot.isPending()
                            ? all.reserved(slot.copy())
                            : all.confirmed(slot.copy(), slot.at());
        }
        return new Contacts(
                controller,
                first == 0 || other.first == 0
                        ? Math.max(first, other.first)
                        : Math.min(first, other.first),
                Math.max(last, other.last),
                all.slots);
    }

    private Contacts with(Slot slot, long newFirst, long newLast) {
        List<Slot> more = new ArrayList<>(slots.size() + 1);
        more.addAll(slots);
        more.add(slot);
        return new Contacts(controller, newFirst, newLast, more);
    }
}
