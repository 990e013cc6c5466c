// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.Outcome;

import java.util.Arrays;
import java.util.Locale;

/** What a row of the ledger records. The code is stored and never reused. */
public enum Event {
    DELIVERED(1),
    BOUNCED(2),
    SUPPRESSED(3),
    EXPIRED(4),
    CANCELLED(5),
    /** Taken for delivery. */
    ACCEPTED(10),
    /** Taken with the message, but decided not to be mailed. */
    WITHHELD(11),
    /** Refused at RCPT. */
    REFUSED(12);

    private final int code;

    Event(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Event of(Outcome.Kind kind) {
        return switch (kind) {
            case DELIVERED -> DELIVERED;
            case BOUNCED -> BOUNCED;
            case SUPPRESSED -> SUPPRESSED;
            case EXPIRED -> EXPIRED;
            case CANCELLED -> CANCELLED;
        };
    }

    static Event ofCode(int code) {
        return Arrays.stream(values()).filter(e -> e.code == code).findFirst().orElseThrow();
    }
}
