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
 * @param junkCommandsMax commands that bring nothing forward between two messages; each one more is
 *     an error
 * @param strangerChunkOctetsMax octets of a chunk swallowed for who may not send
 * @param tlsAvailable whether STARTTLS can be offered
 */
public record SessionRules(
        String hostname,
        int recipientsMax,
        long messageOctetsMax,
        int errorsMax,
        int junkCommandsMax,
        long strangerChunkOctetsMax,
        boolean tlsAvailable) {

    /** A chunk that is too big for a message is read to its end all the same, up to here. */
    private static final int CHUNK_PER_MESSAGE_MAX = 4;

    /** The same with another number of errors. */
    public SessionRules withErrorsMax(int other) {
        return new SessionRules(
                hostname,
                recipientsMax,
                messageOctetsMax,
                other,
                junkCommandsMax,
                strangerChunkOctetsMax,
                tlsAvailable);
    }

    /** Octets of a chunk that are read, wanted or not; a longer one ends the connection. */
    long chunkOctetsMax(Peer peer) {
        return peer.account().isPresent()
                ? CHUNK_PER_MESSAGE_MAX * messageOctetsMax
                : strangerChunkOctetsMax;
    }

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
