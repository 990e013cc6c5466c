// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the header of the whole message must keep: H-27, H-28 and the one author of A-17. */
final class RootChecks {
    /** RFC 5322 section 3.6 and H-27; Content-* fields are checked in every part. */
    private static final Set<String> ONCE =
            Set.of(
                    "from",
                    "sender",
                    "reply-to",
                    "to",
                    "cc",
                    "bcc",
                    "subject",
                    "date",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "mime-version");

    /** A bare address and the name after it, as scripts and old mail programs write it. */
    private static final Pattern COMMENTED =
            Pattern.compile("([^\\s()\"]+)\\s+\\([^()<>@,;:\"\\\\]*\\)");

    private RootChecks() {}

    /** Whether the field's octets go beyond ASCII; they must then be UTF-8 (RFC 6532). */
    static boolean isUtf8(Octets message, Field field) {
        Octets octets = message.slice(field.start(), field.end());
        if (!octets.hasEightBit()) {
            return false;
        }
        try {
            ByteBuffer buffer = octets.asByteBuffer();
            StandardCharsets.UTF_8.newDecoder().decode(buffer);
            return true;
        } catch (CharacterCodingException broken) {
            throw Refusal.structure("a header field has octets that are not UTF-8");
        }
    }

    static void check(Octets message, Header header) {
        Set<String> seen = new HashSet<>();
        for (Field field : header.fields()) {
            if (ONCE.contains(field.name()) && !seen.add(field.name())) {
                throw Refusal.structure("the field " + field.name() + " stands twice");
            }
            String value = Header.unfolded(message, field);
            String decoded = EncodedWords.decode(value);
            if (!decoded.equals(value) && decoded.chars().anyMatch(EncodedWords::isControl)) {
                throw Refusal.structure("an encoded word of a header field hides a control");
            }
        }
    }

    /**
     * The one author: {@code phrase <address>}, a bare address, or one with a plain comment after
     * it. Everything parsers read differently, as groups, routes, other comments and a second
     * address in the phrase, is refused.
     */
    static EmailAddress author(Octets message, Header header) {
        Field field = header.first("from").orElseThrow(() -> Refusal.structure("From is missing"));
        String value = Header.unfolded(message, field);
        int open = value.endsWith(">") ? value.lastIndexOf('<') : 0;
        String address = value.endsWith(">") ? inside(value, open) : withoutComment(value);
        if (open > 0) {
            checkPhrase(value.substring(0, open));
        }
        return EmailAddress.parse(address)
                .orElseThrow(() -> Refusal.content("From is not exactly one plain address"));
    }

    private static String withoutComment(String value) {
        Matcher commented = COMMENTED.matcher(value);
        return commented.matches() ? commented.group(1) : value;
    }

    private static String inside(String value, int open) {
        return open < 0 ? "" : value.substring(open + 1, value.length() - 1);
    }

    private static void checkPhrase(String phrase) {
        boolean quoted = false;
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && "<>@,;:()[]\\".indexOf(c) >= 0) {
                throw Refusal.content("From has more than a name and one address");
            }
        }
        if (quoted) {
            throw Refusal.content("a quoted name in From does not end");
        }
    }
}
