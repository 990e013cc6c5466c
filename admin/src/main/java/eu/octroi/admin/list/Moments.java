// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** How people write when something was: {@code 2026-10-01}, or a moment of ISO 8601. */
public final class Moments {
    /** The form, as a sentence. */
    public static final String RULE = "a date is written 2026-10-01 or 2026-10-01T08:00:00Z";

    private static final int DATE_LENGTH = 10;

    private Moments() {}

    /** The moment meant; a day stands for its beginning, UTC. */
    public static Optional<Instant> read(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : Instant.parse(text));
        } catch (DateTimeException _) {
            // Said by the caller, who knows which option or parameter it was.
            return Optional.empty();
        }
    }
}
