// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** How constants are written outside the code: lower case with hyphens. */
final class Words {
    private Words() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T> Optional<T> find(T[] constants, Predicate<T> wanted) {
        return Arrays.stream(constants).filter(wanted).findFirst();
    }
}
