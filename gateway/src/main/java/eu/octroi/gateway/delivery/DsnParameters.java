// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReportWishes.Quote;
import eu.octroi.gateway.smtp.Xtext;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a sender's wishes is passed on to a hop that knows DSN, RFC 3461 section 5.2.1. SUCCESS
 * is not: that the copy went on is told by our own report. Immutable.
 *
 * @param mail parameters of MAIL, each with a blank before it
 * @param rcpt the same of RCPT
 */
record DsnParameters(String mail, String rcpt) {
    static DsnParameters of(ReportWishes wishes, int copy) {
        RecipientWishes recipient = wishes.of(copy);
        String quote =
                wishes.quote().map(q -> q == Quote.FULL ? " RET=FULL" : " RET=HDRS").orElse("");
        String name = wishes.envelopeId().map(id -> " ENVID=" + Xtext.encode(id)).orElse("");
        String original = recipient.originalRecipient().map(r -> " ORCPT=" + typed(r)).orElse("");
        return new DsnParameters(
                quote + name,
                recipient.when().map(w -> " NOTIFY=" + words(w)).orElse("") + original);
    }

    private static String typed(String original) {
        int semicolon = original.indexOf(';');
        String address = original.substring(semicolon + 1);
        return original.substring(0, semicolon + 1) + Xtext.encode(address);
    }

    private static String words(Set<Moment> when) {
        Set<Moment> rest = EnumSet.of(Moment.FAILURE, Moment.DELAY);
        rest.retainAll(when);
        return rest.isEmpty()
                ? "NEVER"
                : rest.stream().map(Moment::name).collect(Collectors.joining(","));
    }
}
