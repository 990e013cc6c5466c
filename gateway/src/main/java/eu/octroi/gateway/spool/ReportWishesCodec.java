// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReportWishes.Quote;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How wishes for reports end a head. Most messages have none and nothing is written, so that an
 * older record reads as one without.
 *
 * <pre>
 * wishes     quote 1 (0 not said, 1 full, 2 header) · envelope id (optional text) · recipients 4
 *            · per recipient: moments 1 · original recipient (optional text)
 * moments    1 success, 2 failure, 4 delay, added up; 8 not said
 * </pre>
 */
final class ReportWishesCodec {
    private static final int FULL = 1;
    private static final int HEADER = 2;
    private static final int NOT_SAID = 8;

    private ReportWishesCodec() {}

    static void write(OctetWriter out, ReportWishes wishes) {
        if (wishes.equals(ReportWishes.NONE)) {
            return;
        }
        out.octet(wishes.quote().map(q -> q == Quote.FULL ? FULL : HEADER).orElse(0));
        out.optional(wishes.envelopeId()).number(wishes.recipients().size());
        for (RecipientWishes recipient : wishes.recipients()) {
            out.octet(recipient.when().map(ReportWishesCodec::sum).orElse(NOT_SAID));
            out.optional(recipient.originalRecipient());
        }
    }

    static ReportWishes read(OctetReader in) {
        if (in.isAtEnd()) {
            return ReportWishes.NONE;
        }
        Optional<Quote> quote = quote(in.octet());
        Optional<String> envelopeId = in.optional();
        int count = in.number();
        List<RecipientWishes> recipients = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            recipients.add(new RecipientWishes(moments(in.octet()), in.optional()));
        }
        return new ReportWishes(quote, envelopeId, recipients);
    }

    private static int sum(Set<Moment> moments) {
        return moments.stream().mapToInt(Moment::code).sum();
    }

    private static Optional<Set<Moment>> moments(int sum) {
        if (sum == NOT_SAID) {
            return Optional.empty();
        }
        Set<Moment> moments = EnumSet.allOf(Moment.class);
        moments.removeIf(moment -> (sum & moment.code()) == 0);
        return Optional.of(moments);
    }

    private static Optional<Quote> quote(int code) {
        return switch (code) {
            case 0 -> Optional.empty();
            case FULL -> Optional.of(Quote.FULL);
            case HEADER -> Optional.of(Quote.HEADER);
            default -> throw new IllegalStateException("quote code " + code);
        };
    }
}
