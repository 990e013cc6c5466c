// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person did with a copy that waits, kept in the spool and in the ledger. Immutable.
 *
 * @param author who did it, one line, {@value #AUTHOR_MAX} characters at most
 * @param reason why, one line, {@value #REASON_MAX} characters at most; may be empty
 */
public record Intervention(Kind kind, Instant at, String author, String reason) {
    public static final int AUTHOR_MAX = 64;
    public static final int REASON_MAX = 256;

    /** What was done. The code is stored and never reused. */
    public enum Kind {
        /** Not to be delivered until it is released; it does not grow older meanwhile. */
        HELD(1),
        RELEASED(2);

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

    public Intervention {
        if (author.length() > AUTHOR_MAX || reason.length() > REASON_MAX) {
            throw new IllegalArgumentException("an author or a reason too long");
        }
    }
}
