// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.metrics;

import eu.octroi.gateway.domain.Tag;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** The counters of recipients decided on, at RCPT and at end of data alike. */
public final class Decisions {
    private Decisions() {}

    /** Of those who may be mailed. */
    public static Counter delivered(MeterRegistry meters) {
        return counter("deliver", "none", meters);
    }

    /** Of those who may not, whether they were refused on the wire, later, or dropped. */
    public static Counter refused(Tag tag, MeterRegistry meters) {
        return counter(outcome(tag), tag.word(), meters);
    }

    private static String outcome(Tag tag) {
        return switch (tag) {
            case OPPOSED -> "suppressed";
            case CAP -> "capped";
            case UNAVAILABLE -> "error";
            case CONSENT_REQUIRED,
                    SOURCE_MISSING,
                    IDENTITY_MISSING,
                    UNSIGNED_DOMAIN,
                    STRUCTURE,
                    RELAY_DENIED,
                    SENDER_NOT_AUTHORISED,
                    ROLE_ADDRESS,
                    DISPOSABLE,
                    CAMPAIGN_UNAPPROVED,
                    CONTENT,
                    LOOP,
                    NULL_SENDER ->
                    "policy";
        };
    }

    private static Counter counter(String outcome, String reason, MeterRegistry meters) {
        return Counter.builder("octroi.decisions")
                .description("Recipients decided on, by outcome and reason.")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(meters);
    }
}
