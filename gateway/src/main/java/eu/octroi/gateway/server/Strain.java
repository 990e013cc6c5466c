// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

/** How short room is, by what clients feel of it: each level brings what those before it bring. */
enum Strain {
    NONE(0),
    /** MAIL is answered after a while. */
    DELAYS(1),
    /** MAIL is answered 452. */
    REFUSES(2),
    /** New connections are answered 421. */
    TURNS_AWAY(3);

    private final int level;

    Strain(int level) {
        this.level = level;
    }

    /** As the meter tells it. */
    int level() {
        return level;
    }

    boolean isAtLeast(Strain other) {
        return level >= other.level;
    }

    static Strain worse(Strain one, Strain other) {
        return one.isAtLeast(other) ? one : other;
    }
}
