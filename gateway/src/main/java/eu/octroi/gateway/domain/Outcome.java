// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * How one copy ended; every copy ends in exactly one outcome. Immutable.
 *
 * @param response the next hop's reply or our own words, one line without controls, 512 octets at
 *     most
 * @param mayHaveArrived whether the person has the mail or may have it: it was delivered, or the
 *     reply to an earlier attempt was lost (H-39)
 */
public record Outcome(Kind kind, String response, Instant at, boolean mayHaveArrived) {
    public static final int RESPONSE_OCTETS_MAX = 512;

    /** Of a copy whose attempts were all answered. */
    public Outcome(Kind kind, String response, Instant at) {
        this(kind, response, at, kind == Kind.DELIVERED);
    }

    public Outcome {
        if (kind == Kind.DELIVERED && !mayHaveArrived) {
            throw new IllegalArgumentException("delivered, and has not arrived");
        }
    }

    /** The same, knowing that an earlier attempt may have brought it there. */
    public Outcome arrivedPerhaps() {
        return new Outcome(kind, response, at, true);
    }

    /** The ways in which a copy ends. The code is stored and never reused. */
    public enum Kind {
        DELIVERED(1),
        BOUNCED(2),
        SUPPRESSED(3),
        EXPIRED(4),
        CANCELLED(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public String word() {
            return Words.word(this);
        }

        public static Optional<Kind> ofCode(int code) {
            return Words.find(values(), k -> k.code == code);
        }
    }
}
