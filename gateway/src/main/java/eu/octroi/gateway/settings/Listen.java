// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.CredentialId;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Where the gateway listens. */
public record Listen(Smtp smtp, Smtps smtps, Web web, Admin admin) {

    /**
     * Submission with STARTTLS.
     *
     * @param trustedNetworks clients in these networks need no AUTH
     * @param trustedAs the credential as which such a client acts; needed when there are networks
     */
    public record Smtp(
            Endpoint address, List<Network> trustedNetworks, Optional<CredentialId> trustedAs) {}

    /**
     * Submission with implicit TLS (RFC 8314 section 3.3).
     *
     * @param address empty means off
     */
    public record Smtps(Optional<Endpoint> address) {}

    /**
     * The public pages.
     *
     * @param publicUrl how recipients reach them, without trailing slash; http only while loopback
     */
    public record Web(Endpoint address, URI publicUrl) {}

    /** Console, API, metrics and health. */
    public record Admin(Endpoint address) {}
}
