// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/** How strictly DNS records are checked before mail leaves; the checks themselves come later. */
public record Checks(Strictness dns) {

    /** What a failed check does. */
    public enum Strictness {
        OFF,
        WARN,
        REQUIRE
    }
}
