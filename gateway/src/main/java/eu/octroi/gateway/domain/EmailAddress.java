// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A mailbox as it stood on the wire (RFC 5321 section 4.1.2, with UTF-8 after RFC 6531): nothing is
 * folded or corrected here, because what is looked up must be what is sent. Immutable.
 *
 * @param localPart dot-string or quoted string, quotes included; at most 64 octets
 * @param domain host name or address literal, brackets included; at most 255 octets
 */
public record EmailAddress(String localPart, String domain) {
    public static final int LOCAL_PART_OCTETS_MAX = 64;
    public static final int DOMAIN_OCTETS_MAX = 255;

    public EmailAddress {
        if (!isLocalPart(localPart) || !isDomain(domain)) {
            throw new IllegalArgumentException("not a mailbox");
        }
    }

    /** Reads {@code local@domain}; empty when it is no mailbox or a part is over its limit. */
    public static Optional<EmailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = text.substring(0, at);
        String domain = text.substring(at + 1);
        return isLocalPart(local) && isDomain(domain)
                ? Optional.of(new EmailAddress(local, domain))
                : Optional.empty();
    }

    /** Whether the domain is an address literal such as {@code [192.0.2.1]}. */
    public boolean isLiteral() {
        return domain.startsWith("[");
    }

    /**
     * Whether the local part names a way of its own, such as {@code bob%there.example@here.example}
     * (RFC 5321 appendix F.2): a next hop may then send to {@code bob@there.example}, whom nobody
     * has judged.
     */
    public boolean isRouted() {
        return localPart.chars().anyMatch(c -> c == '%' || c == '!' || c == '@');
    }

    /** Whether the local part needs SMTPUTF8; of a domain there is another form (RFC 5890). */
    public boolean hasUtf8LocalPart() {
        return !isAscii(localPart);
    }

    /** Whether either part needs SMTPUTF8 to be sent as it stands. */
    public boolean needsUtf8() {
        return !isAscii(localPart) || !isAscii(domain);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isLocalPart(String text) {
        if (text.isEmpty() || octets(text) > LOCAL_PART_OCTETS_MAX) {
            return false;
        }
        return text.charAt(0) == '"' ? isQuoted(text) : isDotString(text, EmailAddress::isAtext);
    }

    private static boolean isQuoted(String text) {
        int last = text.length() - 1;
        if (last < 1 || text.charAt(last) != '"') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (i == last) {
                    return false;
                }
                c = text.charAt(i);
            } else if (c == '"') {
                return false;
            }
            if (c < 0x20 || c == 0x7f || isControl(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDomain(String text) {
        if (text.isEmpty() || octets(text) > DOMAIN_OCTETS_MAX) {
            return false;
        }
        if (text.charAt(0) == '[') {
            return text.endsWith("]") && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        }
        return isDotString(text, EmailAddress::isDomainCharacter)
                && text.charAt(0) != '-'
                && text.charAt(text.length() - 1) != '-';
    }

    private interface CharacterClass {
        boolean contains(char c);
    }

    private static boolean isDotString(String text, CharacterClass allowed) {
        boolean afterDot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (afterDot) {
                    return false;
                }
                afterDot = true;
            } else if (allowed.contains(c)) {
                afterDot = false;
            } else {
                return false;
            }
        }
        return !afterDot;
    }

    private static boolean isAtext(char c) {
        return isAlphanumeric(c) || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0 || isUtf8NonAscii(c);
    }

    private static boolean isDomainCharacter(char c) {
        // Underscores are no host name, but real domains carry them and the next hop decides.
        return isAlphanumeric(c) || c == '-' || c == '_' || isUtf8NonAscii(c);
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isUtf8NonAscii(char c) {
        return c >= 0x80 && !isControl(c) && c != 0xFFFD;
    }

    /** Controls, separators and bidi overrides: they hide what an address is. */
    private static boolean isControl(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    c != ' ';
            default -> false;
        };
    }
}
