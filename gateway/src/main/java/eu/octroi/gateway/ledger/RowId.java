// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a row stands, written {@code 2026-11/17}: the same for ever, and rising in the order of
 * writing. Immutable.
 *
 * @param month the file
 * @param sequence its number in that file
 */
public record RowId(String month, long sequence) {
    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2})/([0-9]{1,18})");

    /** Reads the form of {@link #toString()}; empty when it is anything else. */
    public static Optional<RowId> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new RowId(form.group(1), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return month + "/" + sequence;
    }
}
