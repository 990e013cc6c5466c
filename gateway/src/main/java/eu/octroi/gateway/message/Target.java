// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.List;

/** Where the clauses of a message go. */
sealed interface Target {
    /**
     * Into each of these texts.
     *
     * @param dropped alternatives that leave the message because they cannot show clauses
     * @param pixels in what is shown beside these texts
     */
    record Texts(List<Part> texts, List<Part> dropped, PixelsBeside pixels) implements Target {
        public Texts {
            texts = List.copyOf(texts);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Beside the whole message, in a part of their own (I-30).
     *
     * @param opaque whether not even the transfer encoding inside may change
     * @param what the message is, as the ledger names it: signed, encrypted, application/pdf
     * @param pixels in the message
     */
    record Beside(boolean opaque, String what, PixelsBeside pixels) implements Target {}
}
