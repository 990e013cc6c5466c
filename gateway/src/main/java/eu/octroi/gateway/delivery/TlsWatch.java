// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.security.cert.CertificateException;

/**
 * Counts how TLS went on one connection and what was not as its demand has it. Event-loop confined.
 */
final class TlsWatch {
    /** Causes that are looked through for what the certificate was refused for. */
    private static final int CAUSES_MAX = 8;

    private final TlsDemand demand;
    private final TlsMeters meters;
    private boolean secured;

    TlsWatch(TlsDemand demand, TlsMeters meters) {
        this.demand = demand;
        this.meters = meters;
    }

    TlsDemand demand() {
        return demand;
    }

    /** It was wanted and is not offered, or was refused. */
    void isMissing() {
        count("starttls");
    }

    /** The handshake succeeded, with whatever was demanded. */
    void stands() {
        secured = true;
    }

    /** The handshake failed. */
    void failed(Throwable why) {
        count(isAboutCertificate(why) ? "certificate" : "handshake");
    }

    /** The connection got as far as MAIL. */
    void stood() {
        meters.session(secured ? demand.proved() : "plain");
        if (demand instanceof TlsDemand.Watched(boolean isListed) && !isListed) {
            count("exchanger");
        }
    }

    private void count(String reason) {
        demand.demander().ifPresent(because -> meters.failed(because, reason));
    }

    private static boolean isAboutCertificate(Throwable why) {
        Throwable at = why;
        for (int i = 0; i < CAUSES_MAX && at != null; i++) {
            if (at instanceof CertificateException) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
