// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.session.Admission;
import eu.octroi.gateway.session.Peer;
import eu.octroi.gateway.settings.InboundLimits;
import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds each client to its share: open connections, connections, messages and recipients in a
 * minute (H-33). What is counted by address has a fixed size or is as large as the connections that
 * are open. Thread-safe.
 */
final class ClientLimiter {
    /** Limits that are counted when they are met. */
    enum Limit {
        CONNECTIONS,
        MEMORY,
        SPOOL,
        CONNECTIONS_PER_ADDRESS,
        CONNECTIONS_PER_MINUTE,
        MESSAGES_PER_MINUTE,
        RECIPIENTS_PER_MINUTE,
        MAIL_DELAYED,
        MAIL_REFUSED
    }

    private static final int PERCENT = 100;

    private final InboundLimits limits;
    private final Room room;
    private final ServerMeters meters;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<ClientBlock, Integer> byAddress = new ConcurrentHashMap<>();
    private final AddressRates connections;
    private final AddressRates messages;
    private final AddressRates recipients;
    private final CredentialRates credentialMessages;
    private final CredentialRates credentialRecipients;

    ClientLimiter(InboundLimits limits, Room room, Clock clock, ServerMeters meters) {
        this.limits = limits;
        this.room = room;
        this.meters = meters;
        this.connections = new AddressRates(limits.clients().connectionsPerMinuteMax(), clock);
        this.messages = new AddressRates(limits.clients().messagesPerMinuteMax(), clock);
        this.recipients = new AddressRates(limits.clients().recipientsPerMinuteMax(), clock);
        this.credentialMessages = new CredentialRates(limits.messagesPerMinuteMax(), clock);
        this.credentialRecipients =
                new CredentialRates(limits.clients().recipientsPerMinuteMax(), clock);
        meters.gauge(this);
    }

    /** Counts one more; when it is one too many it is not counted, and the reply says why. */
    Optional<Reply> enter(Peer peer) {
        if (open.incrementAndGet() > limits.connectionsMax()) {
            open.decrementAndGet();
            return refused(Limit.CONNECTIONS, Replies.TOO_MANY_CONNECTIONS);
        }
        ClientBlock client = ClientBlock.of(peer.client());
        int ofAddress = byAddress.merge(client, 1, Integer::sum);
        Optional<Reply> refusal = refusal(peer, client, ofAddress);
        refusal.ifPresent(_ -> leave(peer.client()));
        return refusal;
    }

    private Optional<Reply> refusal(Peer peer, ClientBlock client, int ofAddress) {
        if (room.ofSpool() == Strain.TURNS_AWAY) {
            return refused(Limit.SPOOL, Replies.TOO_BUSY);
        }
        return isSpared(peer) ? Optional.empty() : refusal(client, ofAddress);
    }

    private Optional<Reply> refusal(ClientBlock client, int ofAddress) {
        if (room.ofMemory() == Strain.TURNS_AWAY) {
            return refused(Limit.MEMORY, Replies.TOO_BUSY);
        }
        if (ofAddress > limits.connectionsPerAddressMax()) {
            return refused(Limit.CONNECTIONS_PER_ADDRESS, Replies.TOO_MANY_FROM_ADDRESS);
        }
        return connections.admit(client)
                ? Optional.empty()
                : refused(Limit.CONNECTIONS_PER_MINUTE, Replies.TOO_OFTEN_FROM_ADDRESS);
    }

    /** For every connection that entered, once. */
    void leave(InetAddress client) {
        byAddress.computeIfPresent(
                ClientBlock.of(client), (address, count) -> count == 1 ? null : count - 1);
        open.decrementAndGet();
    }

    /**
     * Whether the client may begin another message now. The address is asked first: what it is
     * refused must not cost the credential its share elsewhere.
     */
    Admission message(Peer peer, CredentialId credential) {
        if (strain(peer).isAtLeast(Strain.REFUSES)) {
            meters.limited(Limit.MAIL_REFUSED);
            return Admission.NO_ROOM;
        }
        boolean isWithinShare =
                isSpared(peer)
                        || kept(
                                messages.admit(ClientBlock.of(peer.client()))
                                        && credentialMessages.admit(credential),
                                Limit.MESSAGES_PER_MINUTE);
        return isWithinShare ? Admission.GRANTED : Admission.TOO_FAST;
    }

    /** How long the client is to wait before its message begins. */
    Duration delay(Peer peer) {
        Duration delay = limits.pressure().mailDelay();
        if (delay.isZero() || strain(peer) != Strain.DELAYS) {
            return Duration.ZERO;
        }
        meters.limited(Limit.MAIL_DELAYED);
        return delay;
    }

    /** What this client feels: memory is taken by clients, a full spool concerns everybody. */
    private Strain strain(Peer peer) {
        Strain ofSpool = room.ofSpool();
        return isSpared(peer) ? ofSpool : Strain.worse(ofSpool, room.ofMemory());
    }

    /** What a stranger feels. */
    Strain strain() {
        return Strain.worse(room.ofSpool(), room.ofMemory());
    }

    /** Whether the client may name another recipient now. */
    boolean recipient(Peer peer, CredentialId credential) {
        return isSpared(peer)
                || kept(
                        recipients.admit(ClientBlock.of(peer.client()))
                                && credentialRecipients.admit(credential),
                        Limit.RECIPIENTS_PER_MINUTE);
    }

    /** Whether this client has to do with less, since connections or memory run short. */
    boolean presses(Peer peer) {
        return isUnderPressure() && !isSpared(peer);
    }

    boolean isUnderPressure() {
        return isScarce(open.get(), limits.connectionsMax())
                || room.ofMemory().isAtLeast(Strain.DELAYS);
    }

    int open() {
        return open.get();
    }

    /** Clients counted apart at this moment. */
    int addresses() {
        return byAddress.size();
    }

    private boolean isScarce(long used, long max) {
        return used * PERCENT >= max * limits.pressure().startPercent();
    }

    private boolean isSpared(Peer peer) {
        return limits.clients().spareTrusted() && peer.trustedAs().isPresent();
    }

    private boolean kept(boolean isKept, Limit limit) {
        if (!isKept) {
            meters.limited(limit);
        }
        return isKept;
    }

    private Optional<Reply> refused(Limit limit, Reply reply) {
        meters.limited(limit);
        return Optional.of(reply);
    }
}
