// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Languages;
import eu.octroi.gateway.domain.Octets;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code X-Octroi-*} fields; a value we would have to guess at is refused. */
final class OctroiFieldReader {
    static final String PREFIX = "x-octroi-";
    static final String REFERENCE = "X-Octroi-Ref";
    static final int VALUE_CHARACTERS_MAX = 200;

    private final Map<String, String> values = new HashMap<>();

    private OctroiFieldReader(Octets message, Header header) {
        for (Field field : header.fields()) {
            if (!field.name().startsWith(PREFIX)) {
                continue;
            }
            String value = EncodedWords.decode(Header.unfolded(message, field)).strip();
            check(field.name(), value);
            if (values.put(field.name(), value) != null && isOurs(field.name())) {
                throw Refusal.content("the field " + field.name() + " stands twice");
            }
        }
    }

    static OctroiFields read(Octets message, Header header) {
        OctroiFieldReader reader = new OctroiFieldReader(message, header);
        return reader.values.isEmpty() ? OctroiFields.NONE : reader.fields();
    }

    private OctroiFields fields() {
        return new OctroiFields(
                value("campaign"),
                value("source"),
                value("reason"),
                value("collected-on").map(OctroiFieldReader::date),
                value("language").map(OctroiFieldReader::languages),
                value("class"));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(PREFIX + name));
    }

    /** Our own mark of an earlier passage may stand more than once; it is removed unread. */
    private static boolean isOurs(String name) {
        return !name.equals("x-octroi-ref");
    }

    private static void check(String name, String value) {
        if (value.isEmpty() && isOurs(name)) {
            throw Refusal.content("the field " + name + " is empty");
        }
        if (value.length() > VALUE_CHARACTERS_MAX && isOurs(name)) {
            throw Refusal.content("the field " + name + " is over 200 characters");
        }
        if (value.chars().anyMatch(EncodedWords::isForbidden)) {
            throw Refusal.content("the field " + name + " has a control character");
        }
    }

    private static LocalDate date(String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException noDate) {
            throw Refusal.content("x-octroi-collected-on is no date like 2026-10-01");
        }
    }

    private static Languages languages(String value) {
        return Languages.ofTag(value)
                .orElseThrow(
                        () ->
                                Refusal.content(
                                        "x-octroi-language is no language tag like fr or en"));
    }
}
