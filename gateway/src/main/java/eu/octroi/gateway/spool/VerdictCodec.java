// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.domain.Verdict;

/**
 * How a verdict lies in a record: one octet for the case, then its parts.
 *
 * <pre>
 * 1 Deliver · 2 Suppressed: scope 1, reason 1, since 12 · 3 Refused: tag 1 · 4 Undecided
 * </pre>
 */
final class VerdictCodec {
    private static final int DELIVER = 1;
    private static final int SUPPRESSED = 2;
    private static final int REFUSED = 3;
    private static final int UNDECIDED = 4;

    private VerdictCodec() {}

    static void write(OctetWriter out, Verdict verdict) {
        switch (verdict) {
            case Verdict.Deliver _ -> out.octet(DELIVER);
            case Verdict.Suppressed suppressed -> write(out, suppressed.entry());
            case Verdict.Refused refused -> out.octet(REFUSED).octet(refused.tag().code());
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
}
