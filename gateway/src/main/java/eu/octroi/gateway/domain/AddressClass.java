// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/**
 * What kind of mailbox an address names, as far as the address tells (D-01). The code is the one of
 * the requirement, is stored and never reused.
 */
public enum AddressClass {
    /** A person's own mailbox at an organisation. */
    NAMED_PROFESSIONAL(1),
    /** A company's mailbox that names nobody, such as {@code info@}. */
    GENERIC_COMPANY(2),
    /** A mailbox of a private person: free mail, an internet provider, students, alumni. */
    PERSONAL(3),
    /** Thrown away after use. */
    DISPOSABLE(4),
    /** A person on a domain of the same name, or nobody can say who. */
    SOLE_TRADER_OR_UNKNOWN(5),
    /** Kept for operating mail and law, or a mailing list; never prospected (D-12). */
    ROLE(6),
    /** At a state, a local authority, a public school or hospital. */
    PUBLIC_BODY(7),
    /** No mail can reach it, or not by its words alone. */
    INVALID(8);

    private final int code;

    AddressClass(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The word used in regimes, logs and explanations, such as {@code named-professional}. */
    public String word() {
        return Words.word(this);
    }

    public static Optional<AddressClass> ofWord(String word) {
        return Words.find(values(), c -> c.word().equals(word));
    }
}
