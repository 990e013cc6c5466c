// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.session.Account;
import eu.octroi.gateway.session.Peer;
import eu.octroi.gateway.session.SessionRules;
import eu.octroi.gateway.session.SmtpSession;
import eu.octroi.gateway.settings.Listen;
import eu.octroi.gateway.settings.Network;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One listening socket and what its clients are. Immutable.
 *
 * @param name {@code smtp} or {@code smtps}
 * @param certificate empty when there is no TLS
 * @param implicitTls whether TLS comes before the first word (RFC 8314 section 3.3)
 * @param proxy load balancers that speak for clients
 * @param trustedNetworks clients in them may act without AUTH
 * @param trustedAs as whom such a client acts, if it may now
 */
record Listener(
        String name,
        SessionRules rules,
        Optional<TlsCertificate> certificate,
        boolean implicitTls,
        Listen.Proxy proxy,
        List<Network> trustedNetworks,
        Function<InetAddress, Optional<Account>> trustedAs,
        Supplier<MessageId> ids) {

    /** Who has just come. */
    Peer peer(InetAddress client) {
        boolean isTrusted = trustedNetworks.stream().anyMatch(n -> n.contains(client));
        Optional<Account> account = isTrusted ? trustedAs.apply(client) : Optional.empty();
        return Peer.arrived(client, account, implicitTls);
    }

    /** A load balancer that speaks for itself: it looks whether we are there, and sends nothing. */
    Peer balancer(InetAddress address) {
        return Peer.arrived(address, Optional.empty(), implicitTls);
    }

    SmtpSession session(Peer peer, int errorsMax) {
        return new SmtpSession(peer, rules.withErrorsMax(errorsMax), ids);
    }
}
