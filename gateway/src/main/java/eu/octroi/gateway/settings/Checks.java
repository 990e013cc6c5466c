// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Optional;

/**
 * What is checked before mail leaves. So far {@code octroi key} alone asks DNS.
 *
 * @param dns how strictly the DNS records of sending domains are checked: off, warn or require;
 *     default require when the smarthost is beyond loopback, otherwise warn
 * @param dnsServer host:port of the name server that is asked; default empty: this machine's
 */
public record Checks(Strictness dns, Optional<Endpoint> dnsServer) {

    /** What a failed check does. */
    public enum Strictness {
        OFF,
        WARN,
        REQUIRE
    }
}
