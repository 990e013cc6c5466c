// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.RefusalListener;
import eu.octroi.gateway.intake.MessageTaker;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.session.SessionRules;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.InboundLimits;
import eu.octroi.gateway.settings.Listen;
import eu.octroi.gateway.settings.Settings;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The submission listeners: SMTP with STARTTLS and, when configured, with implicit TLS. What they
 * take they hand to {@link MessageTaker}; they keep nothing themselves. Thread-safe.
 */
public final class SmtpServer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final int ACCEPT_QUEUE = 1_024;
    private static final String SMTP = "smtp";
    private static final String SMTPS = "smtps";

    private final SessionParts parts;
    private final Optional<TlsCertificate> certificate;
    private final EventLoops loops = EventLoops.open();
    private final ChannelGroup connections =
            new DefaultChannelGroup("smtp-connections", GlobalEventExecutor.INSTANCE);
    private final ConcurrentHashMap<String, Channel> listening = new ConcurrentHashMap<>();

    private SmtpServer(SessionParts parts, Optional<TlsCertificate> certificate) {
        this.parts = parts;
        this.certificate = certificate;
    }

    /**
     * What the server leans on. Thread-safe, as each part is.
     *
     * @param refusals hears of refusals outside accepted messages
     * @param numbers the number of each configured controller
     * @param ids names for messages
     * @param secret 32 octets for each text that nobody else can compute, the same after a restart
     */
    public record Parts(
            RecipientPolicy policy,
            MessageTaker taker,
            RefusalListener refusals,
            Function<ControllerId, ControllerNumber> numbers,
            MessageIds ids,
            Function<String, byte[]> secret) {}

    /**
     * Binds the listeners and serves.
     *
     * @throws SmtpServerException when an address cannot be bound or the certificate not be read
     */
    public static SmtpServer start(
            Parts outer, Settings settings, Clock clock, MeterRegistry meters) {
        Accounts accounts = new Accounts(settings, outer.numbers());
        InboundLimits limits = settings.limits();
        Optional<TlsCertificate> certificate =
                settings.tls().isSet()
                        ? Optional.of(TlsCertificate.open(settings.tls(), clock))
                        : Optional.empty();
        ServerMeters serverMeters = new ServerMeters(meters);
        BodyMemory memory = new BodyMemory(limits.bodyMemory().bytes(), meters);
        SessionParts parts =
                new SessionParts(
                        outer.policy(),
                        outer.taker(),
                        new Authenticator(
                                accounts,
                                new DecoyKeys(outer.secret()),
                                limits,
                                new SecureRandom(),
                                clock),
                        outer.refusals(),
                        new ClientLimiter(
                                limits,
                                new Room(
                                        memory, outer.taker(), limits.pressure(), System::nanoTime),
                                clock,
                                serverMeters),
                        memory,
                        limits,
                        serverMeters);
        SmtpServer server = new SmtpServer(parts, certificate);
        try {
            server.listen(settings, accounts, outer.ids());
        } catch (SmtpServerException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Where the STARTTLS listener is bound. */
    public InetSocketAddress smtpAddress() {
        return address(SMTP).orElseThrow();
    }

    /** Where the implicit TLS listener is bound, when there is one. */
    public Optional<InetSocketAddress> smtpsAddress() {
        return address(SMTPS);
    }

    /**
     * Takes no more connections and no more transactions; those that are open go on. A connection
     * without one is answered 421 and closed.
     */
    public void stopAccepting() {
        listening.values().forEach(channel -> channel.close().awaitUninterruptibly());
        for (Channel connection : connections) {
            Optional.ofNullable(connection.pipeline().get(SubmissionHandler.class))
                    .ifPresent(handler -> connection.eventLoop().execute(handler::stop));
        }
    }

    /** After {@link #stopAccepting}: waits until the transactions that were open are answered. */
    public void awaitTransactions(Duration atMost) {
        connections.newCloseFuture().awaitUninterruptibly(atMost.toMillis());
    }

    /** Connections still open, so that a stop can wait for their transactions. */
    int openConnections() {
        return parts.limiter().open();
    }

    /** Ends everything, open transactions included; what intake has borrowed stays valid. */
    @Override
    public void close() {
        listening.values().forEach(channel -> channel.close().awaitUninterruptibly());
        connections.close().awaitUninterruptibly();
        loops.close();
        parts.authenticator().close();
        certificate.ifPresent(TlsCertificate::close);
    }

    private void listen(Settings settings, Accounts accounts, MessageIds ids) {
        Listen.Smtp smtp = settings.listen().smtp();
        SessionRules rules = rules(settings);
        bind(
                smtp.address(),
                new Listener(
                        SMTP,
                        rules,
                        certificate,
                        false,
                        settings.listen().proxy(),
                        smtp.trustedNetworks(),
                        smtp.trustedAs().map(accounts::of),
                        ids::next));
        settings.listen()
                .smtps()
                .address()
                .ifPresent(
                        address ->
                                bind(
                                        address,
                                        new Listener(
                                                SMTPS,
                                                rules,
                                                certificate,
                                                true,
                                                settings.listen().proxy(),
                                                List.of(),
                                                Optional.empty(),
                                                ids::next)));
    }

    private SessionRules rules(Settings settings) {
        InboundLimits inbound = settings.limits();
        return new SessionRules(
                settings.hostname(),
                inbound.recipientsMax(),
                inbound.messageMax().bytes(),
                inbound.errorsMax(),
                inbound.clients().junkCommandsMax(),
                inbound.clients().discardedChunkMax().bytes(),
                certificate.isPresent());
    }

    private void bind(Endpoint endpoint, Listener listener) {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops.accepting(), loops.serving())
                        .channel(loops.channelType())
                        .option(ChannelOption.SO_BACKLOG, ACCEPT_QUEUE)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Acceptor(listener, parts, connections))
                        .bind(endpoint.host(), endpoint.port())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new SmtpServerException(
                    "listen."
                            + listener.name()
                            + ".address: "
                            + endpoint.whyNotListening(bound.cause()),
                    bound.cause());
        }
        listening.put(listener.name(), bound.channel());
        int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        LOG.info(
                "event=listening listener={} address={}",
                listener.name(),
                new Endpoint(endpoint.host(), port));
    }

    private Optional<InetSocketAddress> address(String listener) {
        return Optional.ofNullable(listening.get(listener))
                .map(channel -> (InetSocketAddress) channel.localAddress());
    }
}
