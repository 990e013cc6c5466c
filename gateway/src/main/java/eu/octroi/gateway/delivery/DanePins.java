// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The certificates an exchanger may show, as its own DNS says under DNSSEC (RFC 7672 section 3). A
 * record about the host's own certificate is all there is to prove: neither its name nor its dates
 * count. A record about an authority is: a path leads there from a certificate that bears the name.
 * Immutable.
 *
 * @param records usable ones; at least one
 * @param names that a certificate under an authority may bear: the exchanger's, the domain's; first
 *     the one where the records stand, which the exchanger is told (section 8.1)
 */
record DanePins(List<TlsaRecord> records, List<String> names) {
    DanePins {
        records = strongest(records);
        names = List.copyOf(names);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("nothing to match");
        }
    }

    /** Of digests of the same thing only the strongest counts, RFC 7671 section 9. */
    private static List<TlsaRecord> strongest(List<TlsaRecord> records) {
        return records.stream()
                .filter(
                        record ->
                                record.matching() == TlsaRecord.EXACT
                                        || records.stream()
                                                .noneMatch(other -> isStronger(other, record)))
                .toList();
    }

    private static boolean isStronger(TlsaRecord one, TlsaRecord other) {
        return one.usage() == other.usage()
                && one.selector() == other.selector()
                && one.matching() > other.matching();
    }

    /**
     * Refuses by its exception a chain that is none of them.
     *
     * @param chain as it was shown, the host's own certificate first
     */
    void check(List<X509Certificate> chain) throws CertificateException {
        if (chain.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        if (!isNamed(chain.getFirst(), TlsaRecord.HOST)) {
            checkPath(chain);
        }
    }

    private void checkPath(List<X509Certificate> chain) throws CertificateException {
        X509Certificate host = chain.getFirst();
        Set<TrustAnchor> anchors = anchors(chain.subList(1, chain.size()));
        if (anchors.isEmpty()) {
            throw new CertificateException("the certificates match no TLSA record");
        }
        if (!HostNames.isFor(host, names)) {
            throw new CertificateException("the certificate bears none of " + names);
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(host);
            PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
            path.setRevocationEnabled(false);
            path.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            var _ = CertPathBuilder.getInstance("PKIX").build(path);
        } catch (GeneralSecurityException none) {
            throw new CertificateException("no path to what the TLSA records name", none);
        }
    }

    /** Authorities that were shown and are named, and those that stand in a record whole. */
    private Set<TrustAnchor> anchors(List<X509Certificate> above) throws CertificateException {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate authority : above) {
            if (isNamed(authority, TlsaRecord.AUTHORITY)) {
                anchors.add(new TrustAnchor(authority, null));
            }
        }
        for (TlsaRecord record : records) {
            if (record.usage() == TlsaRecord.AUTHORITY
                    && record.selector() == TlsaRecord.WHOLE
                    && record.matching() == TlsaRecord.EXACT) {
                anchors.add(new TrustAnchor(certificate(record), null));
            }
        }
        return anchors;
    }

    private boolean isNamed(X509Certificate certificate, int usage) throws CertificateException {
        for (TlsaRecord record : records) {
            if (record.usage() == usage && record.names(certificate)) {
                return true;
            }
        }
        return false;
    }

    private static X509Certificate certificate(TlsaRecord record) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate)
                factory.generateCertificate(
                        new ByteArrayInputStream(record.association().toByteArray()));
    }
}
