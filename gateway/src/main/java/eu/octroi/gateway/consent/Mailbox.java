// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import com.ibm.icu.text.IDNA;

import eu.octroi.gateway.domain.EmailAddress;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An address in the spelling in which its class is read; nothing is ever sent in it. Immutable.
 *
 * @param local lower case, without accents and without what follows a plus sign
 * @param joined the same without dots, hyphens and underscores
 * @param domain A-labels in lower case
 */
record Mailbox(String local, String joined, String domain) {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);
    private static final int DOMAIN_MAX = 253;
    private static final int LABEL_MAX = 63;

    /** Empty for what no list can tell anything of: quoted, literal, or no domain name. */
    static Optional<Mailbox> of(EmailAddress address) {
        if (address.isLiteral() || address.localPart().startsWith("\"")) {
            return Optional.empty();
        }
        return domain(address.domain())
                .map(
                        domain -> {
                            String local = local(address.localPart());
                            return new Mailbox(local, joined(local), domain);
                        });
    }

    /** Without what separates the parts of a word or a name. */
    static String joined(String local) {
        StringBuilder joined = new StringBuilder(local.length());
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c != '.' && c != '-' && c != '_') {
                joined.append(c);
            }
        }
        return joined.toString();
    }

    /** The last label. */
    String topLevelDomain() {
        return domain.substring(domain.lastIndexOf('.') + 1);
    }

    private static String local(String local) {
        int plus = local.indexOf('+', 1);
        String base = plus < 0 ? local : local.substring(0, plus);
        return isAscii(base)
                ? base.toLowerCase(Locale.ROOT)
                : Normalizer.normalize(base, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}+", "")
                        .toLowerCase(Locale.ROOT);
    }

    private static Optional<String> domain(String domain) {
        return (isAscii(domain) ? Optional.of(domain.toLowerCase(Locale.ROOT)) : aLabels(domain))
                .filter(Mailbox::isHostName);
    }

    private static Optional<String> aLabels(String domain) {
        StringBuilder ascii = new StringBuilder(domain.length() + 8);
        IDNA.Info outcome = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, outcome);
        return outcome.hasErrors()
                ? Optional.empty()
                : Optional.of(ascii.toString().toLowerCase(Locale.ROOT));
    }

    /** RFC 1035 section 2.3.4; a top-level domain is never a number (RFC 3696 section 2). */
    private static boolean isHostName(String domain) {
        int dots = 0;
        int begin = 0;
        for (int i = 0; i <= domain.length(); i++) {
            if (i == domain.length() || domain.charAt(i) == '.') {
                boolean isEmpty = i == begin;
                boolean isHyphened =
                        !isEmpty && (domain.charAt(begin) == '-' || domain.charAt(i - 1) == '-');
                if (isEmpty || isHyphened || i - begin > LABEL_MAX) {
                    return false;
                }
                dots += i == domain.length() ? 0 : 1;
                begin = i + 1;
            }
        }
        char last = domain.charAt(domain.length() - 1);
        boolean isNumber = last >= '0' && last <= '9' && !domain.contains("xn--");
        return dots > 0 && domain.length() <= DOMAIN_MAX && !isNumber;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
