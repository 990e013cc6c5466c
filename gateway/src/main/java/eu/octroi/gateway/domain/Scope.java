// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** How far a suppression entry reaches (B-10, B-11). The code is stored and never reused. */
public enum Scope {
    /** One person, under every spelling of the address that reaches the same mailbox. */
    PERSON(1),
    /** Every mailbox of one domain. */
    DOMAIN(2),
    /** Every mailbox of one domain and of all domains below it. */
    DOMAIN_AND_BELOW(3);

    private final int code;

    Scope(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public String word() {
        return Words.word(this);
    }

    public static Optional<Scope> ofCode(int code) {
        return Words.find(values(), s -> s.code == code);
    }
}
