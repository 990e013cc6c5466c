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
 * @param output whether each edited copy is read by another parser before it is taken, and the mail
 *     refused when that one reads it otherwise: for trying new mail tools, as it costs more than
 *     the editing itself; default false
 */
public record Checks(Strictness dns, Optional<Endpoint> dnsServer, boolean output) {

    /** What a failed check does. */
    public enum Strictness {
        OFF,
        WARN,
        REQUIRE
    }
}
