// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.EmailAddress;

import java.util.ArrayList;
import java.util.List;

/**
 * What is the same for every session of a listener. Immutable.
 *
 * @param hostname our name in greetings
 * @param recipientsMax accepted recipients per transaction
 * @param messageOctetsMax octets of a message, announced as SIZE (RFC 1870)
 * @param errorsMax protocol errors on one connection before it is closed
 * @param tlsAvailable whether STARTTLS can be offered
 */
public record SessionRules(
        String hostname,
        int recipientsMax,
        long messageOctetsMax,
        int errorsMax,
        boolean tlsAvailable) {

    /** Who is meant by {@code <Postmaster>} without a domain: ours, RFC 6409 section 4.2. */
    EmailAddress postmaster() {
        return new EmailAddress("postmaster", hostname);
    }

    /** The extensions offered to this peer: AUTH only under TLS, STARTTLS only without (H-03). */
    List<String> extensions(Peer peer) {
        List<String> extensions =
                new ArrayList<>(
                        List.of(
                                "PIPELINING",
                                "SIZE " + messageOctetsMax,
                                "8BITMIME",
                                "SMTPUTF8",
                                "ENHANCEDSTATUSCODES",
                                "CHUNKING",
                                "DSN",
                                "LIMITS RCPTMAX=" + recipientsMax));
        if (peer.tls()) {
            extensions.add("AUTH PLAIN LOGIN SCRAM-SHA-256");
        } else if (tlsAvailable) {
            extensions.add("STARTTLS");
        }
        return extensions;
    }
}
