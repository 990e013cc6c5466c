// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How one kind of value is written. Immutable.
 *
 * @param rule what a right value is, to be read after "must be"
 * @param secret whether a wrong value must not be shown
 */
record Form<T>(String rule, Function<String, Optional<T>> reader, boolean secret) {

    static <T> Form<T> of(String rule, Function<String, Optional<T>> reader) {
        return new Form<>(rule, reader, false);
    }

    /** From a parser that throws on wrong texts. */
    static <T> Form<T> parsedBy(String rule, Function<String, T> parser) {
        return of(
                rule,
                text -> {
                    try {
                        return Optional.of(parser.apply(text));
                    } catch (IllegalArgumentException | DateTimeException wrong) {
                        return Optional.empty();
                    }
                });
    }

    /** The same, with one rule more. */
    Form<T> that(Predicate<T> holds, String alsoRule) {
        return new Form<>(rule + ", " + alsoRule, text -> reader.apply(text).filter(holds), secret);
    }

    Form<T> keptSecret() {
        return new Form<>(rule, reader, true);
    }

    Optional<T> read(String text) {
        return reader.apply(text);
    }
}
