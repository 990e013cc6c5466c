// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/**
 * The stable word in brackets that names a refusal on the wire: a closed list, one row each in
 * {@code docs/refusals.md}. The code is stored and never reused.
 */
public enum Tag {
    OPPOSED(1),
    CAP(2),
    CONSENT_REQUIRED(3),
    SOURCE_MISSING(4),
    IDENTITY_MISSING(5),
    UNSIGNED_DOMAIN(6),
    STRUCTURE(7),
    UNAVAILABLE(8),
    RELAY_DENIED(9),
    SENDER_NOT_AUTHORISED(10),
    ROLE_ADDRESS(11),
    DISPOSABLE(12),
    CAMPAIGN_UNAPPROVED(13),
    CONTENT(14),
    LOOP(15),
    NULL_SENDER(16);

    private final int code;

    Tag(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The word between the brackets, such as {@code consent-required}. */
    public String word() {
        return Words.word(this);
    }

    public static Optional<Tag> ofCode(int code) {
        return Words.find(values(), t -> t.code == code);
    }
}
