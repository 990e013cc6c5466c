// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.RecipientWishes;
import eu.octroi.gateway.domain.RecipientWishes.Moment;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what follows the path of RCPT: RFC 3461 sections 4.1 and 4.2. Immutable. */
final class RcptParameterParser {
    /** Characters of an ORCPT value, section 4.2. */
    private static final int ORIGINAL_RECIPIENT_MAX = 500;

    private static final Pattern TYPED = Pattern.compile("([A-Za-z0-9-]+);(.+)");
    private static final String NEVER = "NEVER";

    /** The parameters, or the reply that says what is wrong with them. */
    sealed interface Result {}

    /** All of them are known and right. */
    record Read(RecipientWishes wishes) implements Result {}

    /** One is not; this is the answer. */
    record Wrong(Reply reply) implements Result {}

    private RcptParameterParser() {}

    static Result parse(String text) {
        Optional<Set<Moment>> when = Optional.empty();
        Optional<String> original = Optional.empty();
        for (String parameter : text.isEmpty() ? new String[0] : text.split(" +")) {
            int equals = parameter.indexOf('=');
            String value = parameter.substring(equals + 1);
            switch (parameter.substring(0, Math.max(0, equals)).toUpperCase(Locale.ROOT)) {
                case "NOTIFY" -> {
                    Optional<Set<Moment>> read = when.isPresent() ? Optional.empty() : when(value);
                    if (read.isEmpty()) {
                        return new Wrong(Replies.BAD_ARGUMENT);
                    }
                    when = read;
                }
                case "ORCPT" -> {
                    Optional<String> read =
                            original.isPresent() ? Optional.empty() : original(value);
                    if (read.isEmpty()) {
                        return new Wrong(Replies.BAD_ARGUMENT);
                    }
                    original = read;
                }
                default -> {
                    return new Wrong(Replies.UNKNOWN_PARAMETER);
                }
            }
        }
        return new Read(new RecipientWishes(when, original));
    }

    /** NEVER stands alone. */
    private static Optional<Set<Moment>> when(String value) {
        Set<Moment> moments = EnumSet.noneOf(Moment.class);
        if (value.equalsIgnoreCase(NEVER)) {
            return Optional.of(moments);
        }
        for (String word : value.split(",", -1)) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "SUCCESS" -> moments.add(Moment.SUCCESS);
                case "FAILURE" -> moments.add(Moment.FAILURE);
                case "DELAY" -> moments.add(Moment.DELAY);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(moments);
    }

    private static Optional<String> original(String value) {
        Matcher typed = TYPED.matcher(value);
        return value.length() <= ORIGINAL_RECIPIENT_MAX && typed.matches()
                ? Xtext.decode(typed.group(2)).map(address -> typed.group(1) + ";" + address)
                : Optional.empty();
    }
}
