// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * What is checked before mail leaves; the checks themselves come later.
 *
 * @param dns how strictly the DNS records of sending domains are checked: off, warn or require;
 *     default require when the smarthost is beyond loopback, otherwise warn
 */
public record Checks(Strictness dns) {

    /** What a failed check does. */
    public enum Strictness {
        OFF,
        WARN,
        REQUIRE
    }
}
