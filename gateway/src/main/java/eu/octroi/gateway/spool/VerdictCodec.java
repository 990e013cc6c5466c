// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.CapReservation;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a verdict lies in a record: one octet for the case, then its parts.
 *
 * <pre>
 * 1 Deliver without a slot · 2 Suppressed: scope 1, reason 1, since 12 · 3 Refused: tag 1
 * 4 Undecided · 5 Deliver with a slot: 1 counted, 2 first contact, 4 held, added up 1
 *   · if held: until 12
 * 6 Capped: per 1, max 4, window in seconds 8, until 12, for now 1
 * </pre>
 */
final class VerdictCodec {
    private static final int DELIVER = 1;
    private static final int SUPPRESSED = 2;
    private static final int REFUSED = 3;
    private static final int UNDECIDED = 4;
    private static final int DELIVER_WITH_SLOT = 5;
    private static final int CAPPED = 6;
    private static final int COUNTED = 1;
    private static final int FIRST = 2;
    private static final int HELD = 4;

    private VerdictCodec() {}

    static void write(OctetWriter out, Verdict verdict) {
        switch (verdict) {
            case Verdict.Deliver(CapReservation slot) -> write(out, slot);
            case Verdict.Suppressed suppressed -> write(out, suppressed.entry());
            case Verdict.Refused refused -> out.octet(REFUSED).octet(refused.tag().code());
            case Verdict.Capped capped -> write(out, capped);
            case Verdict.Undecided _ -> out.octet(UNDECIDED);
        }
    }

    static Verdict read(OctetReader in) {
        int code = in.octet();
        return switch (code) {
            case DELIVER -> Verdict.Deliver.DELIVER;
            case SUPPRESSED -> new Verdict.Suppressed(readEntry(in));
            case REFUSED -> new Verdict.Refused(Tag.ofCode(in.octet()).orElseThrow());
            case UNDECIDED -> Verdict.Undecided.UNDECIDED;
            case DELIVER_WITH_SLOT -> new Verdict.Deliver(readSlot(in));
            case CAPPED -> readCapped(in);
            default -> throw new IllegalStateException("verdict code " + code);
        };
    }

    private static void write(OctetWriter out, SuppressionEntry entry) {
        out.octet(SUPPRESSED).octet(entry.scope().code()).octet(entry.reason().code());
        out.instant(entry.since());
    }

    private static SuppressionEntry readEntry(OctetReader in) {
        return new SuppressionEntry(
                Scope.ofCode(in.octet()).orElseThrow(),
                Reason.ofCode(in.octet()).orElseThrow(),
                in.instant());
    }

    private static void write(OctetWriter out, CapReservation slot) {
        if (slot.equals(CapReservation.NONE)) {
            out.octet(DELIVER);
        } else {
            out.octet(DELIVER_WITH_SLOT);
            out.octet(
                    (slot.isCounted() ? COUNTED : 0)
                            + (slot.isFirst() ? FIRST : 0)
                            + (slot.heldUntil().isPresent() ? HELD : 0));
            slot.heldUntil().ifPresent(out::instant);
        }
    }

    private static CapReservation readSlot(OctetReader in) {
        int flags = in.octet();
        Optional<Instant> heldUntil =
                (flags & HELD) == 0 ? Optional.empty() : Optional.of(in.instant());
        return new CapReservation((flags & COUNTED) != 0, (flags & FIRST) != 0, heldUntil);
    }

    private static void write(OctetWriter out, Verdict.Capped capped) {
        Cap cap = capped.cap();
        out.octet(CAPPED).octet(cap.per().code()).number(cap.max());
        out.longNumber(cap.window().toSeconds()).instant(capped.until());
        out.octet(capped.isForNow() ? 1 : 0);
    }

    private static Verdict.Capped readCapped(OctetReader in) {
        Cap cap =
                new Cap(
                        Cap.Per.ofCode(in.octet()),
                        in.number(),
                        Duration.ofSeconds(in.longNumber()));
        return new Verdict.Capped(cap, in.instant(), in.octet() == 1);
    }
}
