// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;

import java.time.Duration;
import java.util.Optional;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Our side of STARTTLS. Required TLS verifies certificate and name; optional TLS takes any
 * certificate, since its alternative is no TLS at all (RFC 7435). Thread-safe.
 */
final class ClientTls {
    private final SslContext context;

    private ClientTls(SslContext context) {
        this.context = context;
    }

    /**
     * TLS as configured.
     *
     * @param anchors whom required TLS trusts; empty means the authorities of the Java runtime
     */
    static ClientTls of(TlsUse use, Optional<TrustManagerFactory> anchors) {
        boolean verified = use == TlsUse.REQUIRED;
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .endpointIdentificationAlgorithm(verified ? "HTTPS" : null);
        if (!verified) {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        } else {
            anchors.ifPresent(builder::trustManager);
        }
        try {
            return new ClientTls(builder.build());
        } catch (SSLException failed) {
            throw new DeliveryException("TLS cannot be set up", failed);
        }
    }

    SslHandler handler(ByteBufAllocator allocator, String host, int port, Duration limit) {
        SslHandler handler = context.newHandler(allocator, host, port);
        handler.setHandshakeTimeoutMillis(limit.toMillis());
        return handler;
    }
}
