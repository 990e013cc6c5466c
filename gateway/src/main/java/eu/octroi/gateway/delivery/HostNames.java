// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Names of hosts with a wildcard, as certificates (RFC 9525 section 6.3) and MTA-STS policies (RFC
 * 8461 section 4.1) have them: an asterisk stands for the whole first label, and for one label.
 * Stateless.
 */
final class HostNames {
    /** Of what a subject alternative name says: dNSName, RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private HostNames() {}

    /**
     * Whether the pattern names the host.
     *
     * @param host in lower case, without the final dot
     */
    static boolean covers(String pattern, String host) {
        String wanted = pattern.toLowerCase(Locale.ROOT);
        if (wanted.equals(host)) {
            return true;
        }
        int dot = host.indexOf('.');
        return wanted.startsWith("*.")
                && dot > 0
                && wanted.substring(1).equals(host.substring(dot));
    }

    /** Whether the certificate bears one of the names; a common name is none (RFC 9525). */
    static boolean isFor(X509Certificate certificate, Collection<String> hosts)
            throws CertificateParsingException {
        List<String> patterns = dnsNames(certificate);
        return hosts.stream().anyMatch(host -> patterns.stream().anyMatch(p -> covers(p, host)));
    }

    private static List<String> dnsNames(X509Certificate certificate)
            throws CertificateParsingException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        List<String> names = new ArrayList<>();
        if (all != null) {
            for (List<?> name : all) {
                if (name.getFirst().equals(DNS_NAME)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        }
        return names;
    }
}
