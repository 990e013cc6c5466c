// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Optional;

/**
 * What is checked before mail leaves. DNS is asked by {@code octroi key} about DKIM keys and, with
 * route: mx, by a start about our own name and addresses.
 *
 * @param dns how strictly what DNS says of sending domains and of us is checked: off, warn or
 *     require; default require when the smarthost is beyond loopback, otherwise warn
 * @param dnsServer host:port of the name server that {@code octroi key} asks; default empty: this
 *     machine's
 */
public record Checks(Strictness dns, Optional<Endpoint> dnsServer) {

    /** What a failed check does. */
    public enum Strictness {
        OFF,
        WARN,
        REQUIRE
    }
}
