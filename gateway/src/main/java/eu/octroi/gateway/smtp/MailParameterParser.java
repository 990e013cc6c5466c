// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.ReportWishes.Quote;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what follows the path of MAIL, RFC 5321 section 4.1.2 and the extensions we offer.
 * Immutable.
 */
final class MailParameterParser {
    /** Digits of a declared size, RFC 1870 section 4; up to 18 of them fit a long. */
    private static final int SIZE_DIGITS_MAX = 20;

    private static final int LONG_DIGITS = 18;

    /** Characters of an ENVID value, RFC 3461 section 4.4. */
    private static final int ENVELOPE_ID_MAX = 100;

    private static final Set<String> KNOWN =
            Set.of("SIZE", "BODY", "SMTPUTF8", "AUTH", "RET", "ENVID");

    /** The parameters, or the reply that says what is wrong with them. */
    sealed interface Result {}

    /** All of them are known and right. */
    record Read(MailParameters parameters) implements Result {}

    /** One is not; this is the answer. */
    record Wrong(Reply reply) implements Result {}

    private MailParameterParser() {}

    static Result parse(String text) {
        MailParameters read = MailParameters.NONE;
        Set<String> seen = new HashSet<>();
        for (String parameter : text.isEmpty() ? new String[0] : text.split(" +")) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            String keyword = key.toUpperCase(Locale.ROOT);
            if (!KNOWN.contains(keyword)) {
                return new Wrong(Replies.UNKNOWN_PARAMETER);
            }
            if (!seen.add(keyword) || !isRight(keyword, value, equals >= 0)) {
                return new Wrong(Replies.BAD_ARGUMENT);
            }
            read = with(read, keyword, value);
        }
        return new Read(read);
    }

    private static boolean isRight(String keyword, String value, boolean hasValue) {
        return switch (keyword) {
            case "SIZE" -> isSize(value);
            case "BODY" -> isBody(value);
            case "AUTH" -> Xtext.decode(value).isPresent();
            case "RET" -> quote(value).isPresent();
            case "ENVID" -> value.length() <= ENVELOPE_ID_MAX && Xtext.decode(value).isPresent();
            default -> !hasValue;
        };
    }

    private static MailParameters with(MailParameters read, String keyword, String value) {
        boolean is8Bit = "BODY".equals(keyword) && "8BITMIME".equalsIgnoreCase(value);
        return new MailParameters(
                "SIZE".equals(keyword) ? OptionalLong.of(size(value)) : read.size(),
                read.body8BitMime() || is8Bit,
                read.smtpUtf8() || "SMTPUTF8".equals(keyword),
                "RET".equals(keyword) ? quote(value) : read.quote(),
                "ENVID".equals(keyword) ? Xtext.decode(value) : read.envelopeId(),
                false);
    }

    private static Optional<Quote> quote(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Optional.of(Quote.FULL);
            case "HDRS" -> Optional.of(Quote.HEADER);
            default -> Optional.empty();
        };
    }

    private static boolean isSize(String value) {
        return !value.isEmpty()
                && value.length() <= SIZE_DIGITS_MAX
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long size(String digits) {
        return digits.length() > LONG_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private static boolean isBody(String value) {
        return "7BIT".equalsIgnoreCase(value) || "8BITMIME".equalsIgnoreCase(value);
    }
}
