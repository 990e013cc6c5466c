// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.regex.Pattern;

/**
 * What the subject of prospecting mail must keep to: there, of a length that is shown,
 * readable as it stands, and no reply or forwarded mail that it is not.
 */
final class SubjectRules {
    static final int CHARACTERS_MAX = 200;

    /**
     * How mail programs mark replies and forwarded mail in the languages around us, with a count or
     * not, before whatever tag in brackets a list puts first.
     */
    private static final Pattern REPLY =
            Pattern.compile(
                    "(\\[[^\\]]*]|[^\\p{L}\\p{N}\\[])*"
                            + "(re|ré|rép|réf|tr|fwd|fw|aw|wg|antw|sv|vs|vb|rv|res|enc|odp|rif|r)"
                            + "([\\[(]\\d{1,3}[\\])]|\\^\\d{1,3})?[\\s\\p{Z}]*[:\\uff1a].*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{M}&&[^\\p{L}]]");

    private SubjectRules() {}

    /** Refuses what may not be sent, with a text that says why. */
    static void check(ScannedMessage message) {
        String subject = message.header("Subject").orElse("");
        String seen = UNSEEN.matcher(subject).replaceAll("");
        if (seen.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            throw Refusal.content("Subject is missing or empty");
        }
        if (subject.codePointCount(0, subject.length()) > CHARACTERS_MAX) {
            throw Refusal.content("Subject is over 200 characters");
        }
        if (subject.chars().anyMatch(EncodedWords::isForbidden)) {
            throw Refusal.content("Subject has control characters");
        }
        if (REPLY.matcher(seen).matches() && !answers(message)) {
            throw Refusal.content(
                    "Subject looks like a reply or a forwarded mail, and the message names none in"
                            + " In-Reply-To or References");
        }
    }

    private static boolean answers(ScannedMessage message) {
        return names(message, "In-Reply-To") || names(message, "References");
    }

    private static boolean names(ScannedMessage message, String field) {
        return message.header(field).filter(value -> !value.isBlank()).isPresent();
    }
}
