// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;

import eu.octroi.gateway.domain.EmailAddress;

import java.util.Locale;

/**
 * The one spelling of an address under which it is matched, never sent (B-09, B-10).
 *
 * <p>Never throws: what no rule understands is folded as far as it goes and matched literally.
 * Immutable.
 *
 * @param local folded local part, without quotes where they change nothing
 * @param domain A-labels in lower case, without a final dot
 */
record Canonical(String local, String domain) {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    static Canonical of(EmailAddress address) {
        return new Canonical(local(address.localPart()), domain(address.domain()));
    }

    /** The address itself, in its one spelling. */
    String address() {
        return local + '@' + domain;
    }

    /** The person behind the address: no tag, and what the provider reads over left out. */
    String person() {
        String base = withoutTag(local.startsWith("\"") ? content(local) : local);
        return MailboxProvider.of(domain)
                .map(provider -> quoted(provider.person(base)) + '@' + provider.domain())
                .orElseGet(() -> quoted(base) + '@' + domain);
    }

    static String domain(String domain) {
        String bare = withoutFinalDot(domain);
        return isAscii(bare) ? bare.toLowerCase(Locale.ROOT) : aLabels(bare);
    }

    private static String aLabels(String domain) {
        StringBuilder ascii = new StringBuilder(domain.length() + 8);
        IDNA.Info outcome = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, outcome);
        if (outcome.hasErrors()) {
            // No valid domain name, so no mail can reach it; any stable spelling will do.
            return fold(domain);
        }
        return withoutFinalDot(ascii.toString()).toLowerCase(Locale.ROOT);
    }

    private static String local(String local) {
        String bare = local.startsWith("\"") ? quoted(content(local)) : local;
        return isAscii(bare) ? bare.toLowerCase(Locale.ROOT) : fold(bare);
    }

    /** Canonical caseless matching, Unicode 3.13 D145, in the NFC that RFC 6532 asks for. */
    private static String fold(String text) {
        Normalizer2 nfd = Normalizer2.getNFDInstance();
        String folded = nfd.normalize(UCharacter.foldCase(nfd.normalize(text), true));
        return Normalizer2.getNFCInstance().normalize(folded);
    }

    private static String content(String quoted) {
        StringBuilder content = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            content.append(c == '\\' ? quoted.charAt(++i) : c);
        }
        return content.toString();
    }

    /** RFC 5321 section 4.1.2: quotes and backslashes that protect nothing change nothing. */
    private static String quoted(String plain) {
        if (EmailAddress.parse(plain + "@x").filter(a -> !isQuoted(a)).isPresent()) {
            return plain;
        }
        return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isQuoted(EmailAddress address) {
        return address.localPart().startsWith("\"");
    }

    private static String withoutTag(String local) {
        int plus = local.indexOf('+', 1);
        return plus < 0 ? local : local.substring(0, plus);
    }

    private static String withoutFinalDot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
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
