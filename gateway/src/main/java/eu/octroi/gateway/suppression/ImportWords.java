// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.Reason;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other tools call reasons and how they write dates. Immutable. */
final class ImportWords {
    private static final Map<String, Reason> REASONS =
            Map.ofEntries(
                    Map.entry("bounce", Reason.HARD_BOUNCE),
                    Map.entry("bounced", Reason.HARD_BOUNCE),
                    Map.entry("hardbounce", Reason.HARD_BOUNCE),
                    Map.entry("hardfail", Reason.HARD_BOUNCE),
                    Map.entry("invalid", Reason.HARD_BOUNCE),
                    Map.entry("complaint", Reason.COMPLAINT),
                    Map.entry("spam", Reason.COMPLAINT),
                    Map.entry("spamcomplaint", Reason.COMPLAINT),
                    Map.entry("spamreport", Reason.COMPLAINT),
                    Map.entry("unsubscribe", Reason.OPPOSITION),
                    Map.entry("unsubscribed", Reason.OPPOSITION),
                    Map.entry("optout", Reason.OPPOSITION),
                    Map.entry("opposition", Reason.OPPOSITION),
                    Map.entry("erasure", Reason.ERASURE),
                    Map.entry("role", Reason.ROLE),
                    Map.entry("externallist", Reason.EXTERNAL_LIST),
                    Map.entry("manual", Reason.MANUAL),
                    Map.entry("manualsuppression", Reason.MANUAL));

    /** ISO 8601 as tools write it: blank or T, fraction or none, any zone or none (then UTC). */
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd['T'][' ']HH:mm[:ss]")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendPattern("[' ']")
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHMM", "Z")
                    .optionalEnd()
                    .appendPattern("['UTC']")
                    .toFormatter(Locale.ROOT);

    private static final List<DateTimeFormatter> TIMES =
            List.of(ISO, DateTimeFormatter.RFC_1123_DATE_TIME);
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    DateTimeFormatter.ISO_LOCAL_DATE,
                    DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT));

    private ImportWords() {}

    /** The reason meant; empty for free text such as a bounce message. */
    static Optional<Reason> reason(String text) {
        return Optional.ofNullable(
                REASONS.get(text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")));
    }

    /** The moment meant, in seconds or milliseconds since 1970, ISO, RFC 2822 or a bare date. */
    static Optional<Instant> date(String text) {
        if (text.matches("[0-9]{9,10}")) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
        }
        if (text.matches("[0-9]{12,13}")) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        return first(TIMES, text, ImportWords::instant)
                .or(() -> first(DATES, text, ImportWords::midnight));
    }

    private interface Reading {
        Instant of(TemporalAccessor parsed);
    }

    private static Optional<Instant> first(
            List<DateTimeFormatter> formats, String text, Reading reading) {
        for (DateTimeFormatter format : formats) {
            try {
                return Optional.of(reading.of(format.parse(text)));
            } catch (DateTimeException _) {
                // Not this format: the next one may fit, and no date at all is no error.
            }
        }
        return Optional.empty();
    }

    private static Instant instant(TemporalAccessor parsed) {
        return parsed.isSupported(ChronoField.INSTANT_SECONDS)
                ? Instant.from(parsed)
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }

    private static Instant midnight(TemporalAccessor parsed) {
        return LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
