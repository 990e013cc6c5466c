// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

/** How short room is, by what clients feel of it: each level brings what those before it bring. */
enum Strain {
    NONE,
    /** MAIL is answered after a while. */
    DELAYS,
    /** MAIL is answered 452. */
    REFUSES,
    /** New connections are answered 421. */
    TURNS_AWAY;

    boolean isAtLeast(Strain other) {
        return compareTo(other) >= 0;
    }

    static Strain worse(Strain one, Strain other) {
        return one.isAtLeast(other) ? one : other;
    }
}
