// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.SpoolEvent;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the small records lie in their heads. A settled mark repeats the origin and the recipient, so
 * that the ledger understands it when the accepted record is gone.
 *
 * <pre>
 * settled       message id 16 · copy 4 · outcome kind 1 · at 12 · response (text) · origin · to
 * carried marks message id 16 · settled copies as a bit set (length 4 · octets)
 * ends          count 4 · per segment: generation 8 · end 4
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
        return out.text(acceptance.copies().get(copy).to().toString()).toByteArray();
    }

    static SpoolEvent.Settled settled(long position, byte[] head) {
        OctetReader in = new OctetReader(Octets.of(head));
        MessageId message = new MessageId(in.longNumber(), in.longNumber());
        int copy = in.number();
        Outcome.Kind kind = Outcome.Kind.ofCode(in.octet()).orElseThrow();
        var at = in.instant();
        Outcome outcome = new Outcome(kind, in.text(), at);
        Origin origin = AcceptanceCodec.readOrigin(in);
        EmailAddress to = AcceptanceCodec.address(in.text());
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

    private static void write(OctetWriter out, MessageId message) {
        out.longNumber(message.high()).longNumber(message.low());
    }
}
