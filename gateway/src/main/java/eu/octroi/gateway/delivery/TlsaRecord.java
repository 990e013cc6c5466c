// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Octets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * What a host's certificate is, as its DNS says (RFC 6698 section 2.1). Immutable.
 *
 * @param usage 2: the certificate of an authority above the host's; 3: the host's own; 0 and 1 are
 *     for who knows which public authorities to believe, which SMTP does not (RFC 7672 section
 *     3.1.3)
 * @param selector 0: the whole certificate; 1: its public key
 * @param matching how the association is made: 0: as it is; 1: its SHA-256; 2: its SHA-512
 */
record TlsaRecord(int usage, int selector, int matching, Octets association) {
    static final int AUTHORITY = 2;
    static final int HOST = 3;
    static final int WHOLE = 0;
    static final int KEY = 1;
    static final int EXACT = 0;
    private static final int SHA_256 = 1;
    private static final int SHA_512 = 2;

    /** Whether it can be matched at all; what cannot is as if it were not there. */
    boolean isUsable() {
        return (usage == AUTHORITY || usage == HOST)
                && (selector == WHOLE || selector == KEY)
                && switch (matching) {
                    case EXACT -> !association.isEmpty();
                    case SHA_256 -> association.length() == 32;
                    case SHA_512 -> association.length() == 64;
                    default -> false;
                };
    }

    boolean names(X509Certificate certificate) throws CertificateEncodingException {
        byte[] selected =
                selector == WHOLE
                        ? certificate.getEncoded()
                        : certificate.getPublicKey().getEncoded();
        byte[] shown =
                switch (matching) {
                    case SHA_256 -> digest("SHA-256").digest(selected);
                    case SHA_512 -> digest("SHA-512").digest(selected);
                    default -> selected;
                };
        return MessageDigest.isEqual(shown, association.toByteArray());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
