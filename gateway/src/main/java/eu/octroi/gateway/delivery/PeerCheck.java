// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.TlsDemand.Because;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges the certificates of next hops by what each connection demands. One TLS context serves all
 * connections; what one of them demands is kept beside its engine until its handshake is over.
 * Event-loop confined.
 */
final class PeerCheck extends X509ExtendedTrustManager {
    private final IdentityHashMap<SSLEngine, TlsDemand> demands = new IdentityHashMap<>();
    private final X509ExtendedTrustManager authorities;
    private final TlsMeters meters;

    /**
     * Without connections.
     *
     * @param authorities verify the name too where the engine is set to
     */
    PeerCheck(X509ExtendedTrustManager authorities, TlsMeters meters) {
        this.authorities = authorities;
        this.meters = meters;
    }

    /** Before the handshake. */
    void expect(SSLEngine engine, TlsDemand demand) {
        demands.put(engine, demand);
    }

    /** After it, however it ended. */
    void forget(SSLEngine engine) {
        demands.remove(engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        TlsDemand demand = demands.get(engine);
        switch (demand) {
            case TlsDemand.Verified(Because because) -> {
                authorities.checkServerTrusted(chain, authType, engine);
                if (because != Because.REQUIRED) {
                    checkName(chain[0], engine);
                }
            }
            case TlsDemand.Pinned(DanePins pins) -> pins.check(Arrays.asList(chain));
            case TlsDemand.Watched _ -> watch(chain, authType, engine);
            case TlsDemand.Offered _, TlsDemand.Encrypted _ -> {}
            case TlsDemand.Nothing _ -> throw new CertificateException("no TLS was demanded");
            case null -> throw new CertificateException("a handshake nobody began");
        }
    }

    /**
     * RFC 8461 section 4.2: the certificate names the host as RFC 6125 has it. Java itself would
     * also take a common name, and an asterisk elsewhere than for the whole first label.
     */
    private static void checkName(X509Certificate certificate, SSLEngine engine)
            throws CertificateException {
        if (!HostNames.isFor(certificate, List.of(engine.getPeerHost()))) {
            throw new CertificateException("the certificate does not name the host");
        }
    }

    /** Under a policy that is being tried, what is not as it has it goes on and is counted. */
    private void watch(X509Certificate[] chain, String authType, SSLEngine engine) {
        try {
            authorities.checkServerTrusted(chain, authType, engine);
            checkName(chain[0], engine);
        } catch (CertificateException refused) {
            meters.failed(Because.STS_TESTING, "certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("a handshake without its engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("a handshake without its engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("we are the client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
