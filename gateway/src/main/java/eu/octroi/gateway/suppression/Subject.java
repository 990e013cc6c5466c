// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.EmailAddress;

import java.util.HexFormat;
import java.util.Locale;

/** Whom an entry of the list is about. */
public sealed interface Subject {

    /** One person, under every spelling of the address that reaches the same mailbox (B-10). */
    record Person(EmailAddress address) implements Subject {}

    /**
     * Everybody of a domain (B-11).
     *
     * @param below whether the domains below it are meant too
     */
    record Domain(String domain, boolean below) implements Subject {
        public Domain {
            if (!isDomain(domain)) {
                throw new IllegalArgumentException("not a domain");
            }
        }

        /** Whether {@code text} could stand after the {@code @} of an address. */
        public static boolean isDomain(String text) {
            return EmailAddress.parse("x@" + text).filter(a -> !a.isLiteral()).isPresent();
        }
    }

    /**
     * The digest of a lower-cased address, as other lists carry it (B-18): weak, because who holds
     * the list can try addresses.
     *
     * @param hex lower-case digits, as many as the algorithm yields
     */
    record Hashed(Algorithm algorithm, String hex) implements Subject {
        public Hashed {
            hex = hex.toLowerCase(Locale.ROOT);
            if (hex.length() != 2 * algorithm.octets()
                    || !hex.chars().allMatch(HexFormat::isHexDigit)) {
                throw new IllegalArgumentException("not a " + algorithm.javaName() + " digest");
            }
        }
    }

    /** The digests other lists use. */
    enum Algorithm {
        SHA256("SHA-256", 32),
        SHA1("SHA-1", 20),
        MD5("MD5", 16);

        private final String javaName;
        private final int octets;

        Algorithm(String javaName, int octets) {
            this.javaName = javaName;
            this.octets = octets;
        }

        /** The name by which the JDK knows it. */
        public String javaName() {
            return javaName;
        }

        /** How long a digest is. */
        public int octets() {
            return octets;
        }
    }
}
