// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import com.ibm.icu.text.IDNA;

import eu.octroi.gateway.domain.EmailAddress;

import java.util.Optional;

/**
 * Addresses for next hops without SMTPUTF8, their domain in A-labels (RFC 5891 section 4.4). It is
 * the same domain that the suppression list looks up. Stateless.
 */
final class AsciiAddress {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    private AsciiAddress() {}

    /** The address in ASCII; empty when its local part or its domain has no such form. */
    static Optional<String> of(EmailAddress address) {
        if (!address.needsUtf8()) {
            return Optional.of(address.toString());
        }
        if (address.hasUtf8LocalPart()) {
            return Optional.empty();
        }
        return domain(address).map(domain -> address.localPart() + "@" + domain);
    }

    /** The domain in A-labels; empty when it has no such form. */
    static Optional<String> domain(EmailAddress address) {
        StringBuilder domain = new StringBuilder();
        IDNA.Info outcome = new IDNA.Info();
        UTS46.nameToASCII(address.domain(), domain, outcome);
        return outcome.hasErrors() ? Optional.empty() : Optional.of(domain.toString());
    }
}
