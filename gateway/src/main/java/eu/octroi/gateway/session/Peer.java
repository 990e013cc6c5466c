// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of the other end and outlives a transaction. RSET cannot touch it; STARTTLS
 * replaces it whole, since nothing heard in clear may count afterwards (RFC 3207 section 4.2).
 * Immutable.
 *
 * @param trustedAs as whom it acts without AUTH, by its network
 * @param tls whether the connection is encrypted
 * @param login as whom it authenticated
 * @param helo what it calls itself; empty before EHLO or HELO
 * @param extended whether it said EHLO, so that extensions may be used
 */
public record Peer(
        InetAddress client,
        Optional<Account> trustedAs,
        boolean tls,
        Optional<Login> login,
        String helo,
        boolean extended) {

    /** A successful authentication. */
    public record Login(String user, Account account) {}

    /** A client that has said nothing yet. */
    public static Peer arrived(InetAddress client, Optional<Account> trustedAs, boolean tls) {
        return new Peer(client, trustedAs, tls, Optional.empty(), "", false);
    }

    /** As whom it acts; without one no mail is taken. */
    public Optional<Account> account() {
        return login.map(Login::account).or(() -> trustedAs);
    }

    Peer greeted(String name, boolean byEhlo) {
        return new Peer(client, trustedAs, tls, login, name, byEhlo);
    }

    Peer authenticated(Login as) {
        return new Peer(client, trustedAs, tls, Optional.of(as), helo, extended);
    }

    Peer secured() {
        return arrived(client, trustedAs, true);
    }
}
