// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/** On what a regime lets prospecting mail go to one class of addresses, the mildest first. */
public enum Basis {
    /** Nothing beforehand; clauses and opposition as everywhere. */
    ALLOWED,
    /** Until the person objects. */
    OPT_OUT,
    /** Until the person objects, if the mail concerns the person's work (D-09). */
    OPT_OUT_IF_RELEVANT,
    /** A recorded ground: a consent, a customer, or an address published for such mail. */
    IMPLIED,
    /** A recorded consent, or a recorded customer where the regime knows that exception (D-08). */
    OPT_IN,
    /** Not at all. */
    NEVER;

    public String word() {
        return Forms.wordOf(this);
    }

    /** The stricter of two (M-02). */
    public Basis or(Basis other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
