// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Our side of TLS toward others, each time with what it must prove. Event-loop confined. */
final class ClientTls {
    private final SslContext context;
    private final PeerCheck check;
    private int handlers;

    private ClientTls(SslContext context, PeerCheck check) {
        this.context = context;
        this.check = check;
    }

    /**
     * Ready for connections.
     *
     * @param anchors the authorities that are believed; empty: those of the Java runtime
     */
    static ClientTls of(Optional<TrustManagerFactory> anchors, TlsMeters meters) {
        try {
            PeerCheck check =
                    new PeerCheck(
                            authorities(anchors.isPresent() ? anchors.get() : ofTheRuntime()),
                            meters);
            SslContext context =
                    SslContextBuilder.forClient()
                            .sslProvider(
                                    OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2")
                            .endpointIdentificationAlgorithm(null)
                            .sessionCacheSize(1)
                            .trustManager(check)
                            .build();
            return new ClientTls(context, check);
        } catch (SSLException | GeneralSecurityException failed) {
            throw new DeliveryException("TLS cannot be set up", failed);
        }
    }

    private static TrustManagerFactory ofTheRuntime() throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory;
    }

    private static X509ExtendedTrustManager authorities(TrustManagerFactory factory) {
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /**
     * For one connection, which resumes no session of another: a session that is resumed brings no
     * certificate, and what the other demanded of it may have been less. Sessions are remembered by
     * host and port, and the port is for nothing else; so each connection names another one.
     *
     * @param host its name, which it is told (SNI)
     * @param limit on the handshake
     */
    SslHandler handler(ByteBufAllocator allocator, String host, TlsDemand demand, Duration limit) {
        handlers = handlers == Integer.MAX_VALUE ? 1 : handlers + 1;
        SslHandler handler = context.newHandler(allocator, host, handlers);
        handler.setHandshakeTimeoutMillis(limit.toMillis());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(demand.isAboutTheName() ? "HTTPS" : null);
        engine.setSSLParameters(parameters);
        check.expect(engine, demand);
        handler.handshakeFuture().addListener(_ -> check.forget(engine));
        return handler;
    }
}
