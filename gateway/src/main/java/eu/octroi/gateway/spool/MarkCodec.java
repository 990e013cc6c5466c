// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the small records lie in their heads. A settled mark repeats the origin and the recipient, so
 * that the ledger understands it when the accepted record is gone.
 *
 * <pre>
 * settled       message id 16 · copy 4 · outcome kind 1 · at 12 · response (text) · origin · to
 *               · may have arrived 1, which a mark of version 2 or before ends without
 * carried marks message id 16 · settled copies as a bit set (length 4 · octets)
 * ends          count 4 · per segment: generation 8 · end 4
 * intervened    message id 16 · copy 4 · intervention
 * carried holds message id 16 · count 4 · per copy: copy 4 · held before, milliseconds 8
 *               · held now 1 · intervention if so
 * intervention  kind 1 · at 12 · author (text) · reason (text)
 * </pre>
 */
final class MarkCodec {
    private MarkCodec() {}

    static byte[] settled(Acceptance acceptance, int copy, Outcome outcome) {
        OctetWriter out = new OctetWriter();
        write(out, acceptance.id());
        out.number(copy).octet(outcome.kind().code()).instant(outcome.at());
        out.text(outcome.response());
        AcceptanceCodec.writeOrigin(out, acceptance.origin());
        out.text(acceptance.copies().get(copy).to().toString());
        return out.octet(outcome.mayHaveArrived() ? 1 : 0).toByteArray();
    }

    static SpoolEvent.Settled settled(long position, byte[] head) {
        OctetReader in = new OctetReader(Octets.of(head));
        MessageId message = new MessageId(in.longNumber(), in.longNumber());
        int copy = in.number();
        Outcome.Kind kind = Outcome.Kind.ofCode(in.octet()).orElseThrow();
        var at = in.instant();
        String response = in.text();
        Origin origin = AcceptanceCodec.readOrigin(in);
        EmailAddress to = AcceptanceCodec.address(in.text());
        boolean mayHaveArrived = in.isAtEnd() ? kind == Outcome.Kind.DELIVERED : in.octet() == 1;
        Outcome outcome = new Outcome(kind, response, at, mayHaveArrived);
        return new SpoolEvent.Settled(position, message, copy, origin, to, outcome);
    }

    static byte[] carriedMarks(MessageId message, BitSet settled) {
        OctetWriter out = new OctetWriter();
        write(out, message);
        return out.octets(Octets.of(settled.toByteArray())).toByteArray();
    }

    static BitSet carriedMarks(byte[] head) {
        return BitSet.valueOf(
                new OctetReader(Octets.of(head, MessageId.BYTES, head.length - MessageId.BYTES))
                        .octets()
                        .toByteArray());
    }

    static byte[] ends(Map<Long, Integer> ends) {
        OctetWriter out = new OctetWriter().number(ends.size());
        ends.forEach((generation, end) -> out.longNumber(generation).number(end));
        return out.toByteArray();
    }

    static Map<Long, Integer> ends(byte[] head) {
        OctetReader in = new OctetReader(Octets.of(head));
        int count = in.number();
        Map<Long, Integer> ends = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            ends.put(in.longNumber(), in.number());
        }
        return ends;
    }

    static byte[] intervened(MessageId message, int copy, Intervention intervention) {
        OctetWriter out = new OctetWriter();
        write(out, message);
        write(out.number(copy), intervention);
        return out.toByteArray();
    }

    static SpoolEvent.Intervened intervened(long position, byte[] head) {
        OctetReader in = new OctetReader(Octets.of(head));
        MessageId message = new MessageId(in.longNumber(), in.longNumber());
        return new SpoolEvent.Intervened(position, message, in.number(), readIntervention(in));
    }

    static byte[] carriedHolds(MessageId message, Map<Integer, Held> holds) {
        OctetWriter out = new OctetWriter();
        write(out, message);
        out.number(holds.size());
        holds.forEach(
                (copy, held) -> {
                    out.number(copy).longNumber(held.before().toMillis());
                    out.octet(held.now().isPresent() ? 1 : 0);
                    held.now().ifPresent(now -> write(out, now));
                });
        return out.toByteArray();
    }

    static Map<Integer, Held> carriedHolds(byte[] head) {
        OctetReader in =
                new OctetReader(Octets.of(head, MessageId.BYTES, head.length - MessageId.BYTES));
        int count = in.number();
        Map<Integer, Held> holds = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int copy = in.number();
            Duration before = Duration.ofMillis(in.longNumber());
            boolean isHeld = in.octet() == 1;
            holds.put(
                    copy,
                    new Held(
                            isHeld ? Optional.of(readIntervention(in)) : Optional.empty(), before));
        }
        return holds;
    }

    private static void write(OctetWriter out, Intervention intervention) {
        out.octet(intervention.kind().code()).instant(intervention.at());
        out.text(intervention.author()).text(intervention.reason());
    }

    private static Intervention readIntervention(OctetReader in) {
        return new Intervention(
                Intervention.Kind.ofCode(in.octet()).orElseThrow(),
                in.instant(),
                in.text(),
                in.text());
    }

    private static void write(OctetWriter out, MessageId message) {
        out.longNumber(message.high()).longNumber(message.low());
    }
}
