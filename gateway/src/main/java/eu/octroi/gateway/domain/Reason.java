// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** Why a person is not mailed (B-12). The code is stored: it never changes and is never reused. */
public enum Reason {
    OPPOSITION(1),
    COMPLAINT(2),
    ERASURE(3),
    HARD_BOUNCE(4),
    ROLE(5),
    EXTERNAL_LIST(6),
    MANUAL(7);

    private final int code;

    Reason(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The word used in CSV files, the API and logs, such as {@code hard-bounce}. */
    public String word() {
        return Words.word(this);
    }

    /** Whether the recipient asked for it: lifting one needs the recipient (B-13). */
    public boolean isOpposition() {
        return switch (this) {
            case OPPOSITION, COMPLAINT, ERASURE -> true;
            case HARD_BOUNCE, ROLE, EXTERNAL_LIST, MANUAL -> false;
        };
    }

    /** Whether the address must get nothing of any class: it is erased or does not exist (B-27). */
    public boolean stopsEveryClass() {
        return switch (this) {
            case ERASURE, HARD_BOUNCE -> true;
            case OPPOSITION, COMPLAINT, ROLE, EXTERNAL_LIST, MANUAL -> false;
        };
    }

    public static Optional<Reason> ofCode(int code) {
        return Words.find(values(), r -> r.code == code);
    }

    public static Optional<Reason> ofWord(String word) {
        return Words.find(values(), r -> r.word().equals(word));
    }
}
