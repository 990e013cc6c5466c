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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    private static final DateTimeFormatter FRENCH =
            DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT);

    private static final int SHORTEST_DATE = 9;
    private static final int ISO_DATE = 10;

    /** How contact lists say that a person did not say no. */
    private static final Set<String> YES_TO_MAIL =
            Set.of("", "0", "false", "faux", "non", "no", "n", "f", "-");

    private ImportWords() {}

    /** The reason meant; empty for free text such as a bounce message. */
    static Optional<Reason> reason(String text) {
        return Optional.ofNullable(
                REASONS.get(text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "")));
    }

    /** Whether a field of a list of contacts says no to prospecting; what is unclear says no. */
    static boolean isNo(String text) {
        return !YES_TO_MAIL.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether a SIRENE status stands for a company that may be shown in full; blank does. */
    static boolean isDiffused(String status) {
        return status.isEmpty() || status.equalsIgnoreCase("O");
    }

    /** Whether an enhanced or plain reply code says that an address does not exist. */
    static boolean isPermanent(String code) {
        return code.length() >= 3 && code.charAt(0) == '5';
    }

    /** The moment meant, in seconds or milliseconds since 1970, ISO, RFC 2822 or a bare date. */
    static Optional<Instant> date(String text) {
        if (text.length() < SHORTEST_DATE) {
            return Optional.empty();
        }
        return isNumber(text) ? epoch(text) : written(text);
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static Optional<Instant> epoch(String text) {
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text : text.substring(0, dot);
        return switch (whole.length()) {
            case 9, 10 -> Optional.of(Instant.ofEpochSecond(Long.parseLong(whole)));
            case 12, 13 -> Optional.of(Instant.ofEpochMilli(Long.parseLong(whole)));
            default -> Optional.empty();
        };
    }

    /** The form is told by its look, because a form that fails costs more than all the rest. */
    private static Optional<Instant> written(String text) {
        if (Character.isLetter(text.charAt(0)) || text.charAt(2) == ' ' || text.charAt(1) == ' ') {
            return read(DateTimeFormatter.RFC_1123_DATE_TIME, text, ImportWords::instant);
        }
        if (text.charAt(2) == '/') {
            return read(FRENCH, text, ImportWords::midnight);
        }
        return text.length() == ISO_DATE
                ? read(DateTimeFormatter.ISO_LOCAL_DATE, text, ImportWords::midnight)
                : read(ISO, text, ImportWords::instant);
    }

    private interface Reading {
        Instant of(TemporalAccessor parsed);
    }

    private static Optional<Instant> read(DateTimeFormatter format, String text, Reading reading) {
        try {
            return Optional.of(reading.of(format.parse(text)));
        } catch (DateTimeException _) {
            // No date at all is no error: the entry then holds from now.
            return Optional.empty();
        }
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
