// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them: {@code 90s}, {@code 15m}, {@code 2h}, {@code 3d}. */
public final class Span {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Span() {}

    /** Reads one; empty when it has another form. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(unit(form.group(2)).multipliedBy(Integer.parseInt(form.group(1))))
                : Optional.empty();
    }

    /** The two largest units, such as {@code 2h05m}. */
    public static String text(Duration length) {
        Duration span = length.isNegative() ? Duration.ZERO : length;
        if (span.compareTo(DAY) >= 0) {
            return "%dd%02dh".formatted(span.toDays(), span.toHoursPart());
        }
        if (span.compareTo(HOUR) >= 0) {
            return "%dh%02dm".formatted(span.toHours(), span.toMinutesPart());
        }
        return span.compareTo(MINUTE) >= 0
                ? "%dm%02ds".formatted(span.toMinutes(), span.toSecondsPart())
                : span.toSeconds() + "s";
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default -> DAY;
        };
    }
}
