// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was done to a message as a whole, as the ledger keeps it; what each copy got besides is in
 * {@link Copy}. Immutable.
 *
 * @param toolUnsubscribe the one URI by which the tool that sent the message takes opt-outs, taken
 *     out of its own List-Unsubscribe (I-45)
 * @param notes what was taken out or added, as short words such as {@code pixels=2}; at most {@link
 *     #NOTES_MAX}, without addresses
 * @param said what the clauses of the copies said, each once; copies name them by {@link
 *     SaidClauses#reference}
 */
public record Treatment(
        Kind kind, Optional<String> toolUnsubscribe, List<String> notes, List<SaidClauses> said) {
    public static final int NOTES_MAX = 32;

    /** How the clauses came in. The code is stored and never reused. */
    public enum Kind {
        /** None were wanted, or none were added. */
        UNCHANGED(0),
        /** Into the texts of the message. */
        EDITED(1),
        /** As a part of their own beside the whole message (I-30). */
        WRAPPED(2),
        /** They were there: the message is our own, signed by us. */
        REPEATED(3);

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

    public static final Treatment NONE =
            new Treatment(Kind.UNCHANGED, Optional.empty(), List.of(), List.of());

    public Treatment {
        notes = List.copyOf(notes);
        said = List.copyOf(said);
        if (notes.size() > NOTES_MAX) {
            throw new IllegalArgumentException("more than " + NOTES_MAX + " notes");
        }
    }

    /** The same without the tool's own way to opt out. */
    public Treatment withoutToolUnsubscribe() {
        return new Treatment(kind, Optional.empty(), notes, said);
    }

    /** The same with other notes before its own, of which the last give way to the limit. */
    public Treatment noting(List<String> first) {
        List<String> all = Stream.concat(first.stream(), notes.stream()).limit(NOTES_MAX).toList();
        return new Treatment(kind, toolUnsubscribe, all, said);
    }

    /** Kind and notes in one line, as the ledger shows them. */
    public String summary() {
        return notes.isEmpty() ? kind.word() : kind.word() + " " + String.join(" ", notes);
    }
}
