// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.CredentialId;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the gateway listens. Port 0 means any free port; run.json names it then.
 *
 * @param smtp submission
 * @param smtps submission with implicit TLS
 * @param proxy load balancers in front of smtp and smtps
 * @param web the public pages
 * @param admin console, API, metrics and health
 */
public record Listen(Smtp smtp, Smtps smtps, Proxy proxy, Web web, Admin admin) {

    /**
     * Submission with STARTTLS.
     *
     * @param address host:port; default 127.0.0.1:2525
     * @param trustedNetworks clients in these networks need no AUTH; beyond loopback none wider
     *     than 10.0.0.0/8 or fc00::/7; default none
     * @param trustedAs the credential as which such a client acts; mandatory when there are
     *     networks
     */
    public record Smtp(
            Endpoint address, List<Network> trustedNetworks, Optional<CredentialId> trustedAs) {}

    /**
     * Submission with implicit TLS (RFC 8314 section 3.3).
     *
     * @param address host:port; needs tls; default empty: off
     */
    public record Smtps(Optional<Endpoint> address) {}

    /**
     * Load balancers that say for whom they connect (PROXY protocol, versions 1 and 2). The address
     * they name is the client's in all limits, in trusted-networks, in Received and in the ledger.
     *
     * @param networks a connection from them begins with a PROXY header, or is closed; one from
     *     elsewhere has none; none wider than 10.0.0.0/8 or fc00::/7; default none: off
     * @param timeout wait for the header; 1s to 1m; default 5s
     */
    public record Proxy(List<Network> networks, Duration timeout) {
        public static final Proxy OFF = new Proxy(List.of(), Duration.ofSeconds(5));

        /** Whether a connection from there begins with a header. */
        public boolean isProxy(InetAddress address) {
            return networks.stream().anyMatch(network -> network.contains(address));
        }
    }

    /**
     * The public pages.
     *
     * @param address host:port; default 127.0.0.1:8080
     * @param publicUrl how recipients reach them, without trailing slash; https, or http while it
     *     and the address are loopback; mandatory beyond loopback; default http and the address
     */
    public record Web(Endpoint address, URI publicUrl) {}

    /**
     * Console, API, metrics and health.
     *
     * @param address host:port; default 127.0.0.1:8081
     */
    public record Admin(Endpoint address) {}
}
