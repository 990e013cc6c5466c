// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.EmailAddress;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a path in angle brackets, RFC 5321 section 4.1.2. Immutable. */
final class PathParser {
    /** Octets of a path with its brackets, section 4.5.3.1.3. */
    static final int PATH_OCTETS_MAX = 256;

    /** What stood between the brackets, and what is left of the line behind them. */
    sealed interface Result {}

    /** A mailbox, any source route left out. */
    record Mailbox(EmailAddress address, String rest) implements Result {}

    /** {@code <>}. */
    record Null(String rest) implements Result {}

    /** {@code <Postmaster>} without a domain, in any case of its letters; of RCPT alone. */
    record Postmaster(String rest) implements Result {}

    /** Something else. */
    record NotAPath() implements Result {}

    /** Over {@link #PATH_OCTETS_MAX}. */
    record TooLong() implements Result {}

    private PathParser() {}

    static Result parse(String text) {
        int close = closingBracket(text);
        if (close < 0 || (close + 1 < text.length() && text.charAt(close + 1) != ' ')) {
            return new NotAPath();
        }
        String rest = text.substring(close + 1).strip();
        if (close == 1) {
            return new Null(rest);
        }
        if (text.substring(1, close).equalsIgnoreCase("postmaster")) {
            return new Postmaster(rest);
        }
        if (text.substring(0, close + 1).getBytes(StandardCharsets.UTF_8).length
                > PATH_OCTETS_MAX) {
            return new TooLong();
        }
        return withoutRoute(text.substring(1, close))
                .flatMap(EmailAddress::parse)
                .<Result>map(address -> new Mailbox(address, rest))
                .orElseGet(NotAPath::new);
    }

    /** Index of the {@code >} that ends the path, quoted strings skipped; -1 when there is none. */
    private static int closingBracket(String text) {
        if (text.isEmpty() || text.charAt(0) != '<') {
            return -1;
        }
        boolean isQuoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuoted && c == '\\') {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '>' && !isQuoted) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The mailbox behind a source route. Routes must be accepted and should be ignored (section
     * 4.1.1.3); what is judged and what is mailed is the mailbox alone.
     */
    private static Optional<String> withoutRoute(String path) {
        if (path.charAt(0) != '@') {
            return Optional.of(path);
        }
        int colon = path.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        for (String hop : path.substring(0, colon).split(",", -1)) {
            if (!hop.startsWith("@") || EmailAddress.parse("x" + hop).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(path.substring(colon + 1));
    }
}
