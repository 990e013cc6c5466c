// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where in a line of a list the subject, the reason and the date stand, found out from its first
 * line (SES, Mailgun, SendGrid, Postmark and our own exports among others). Immutable.
 *
 * @param delimiter comma, semicolon or tab
 * @param hasHeader whether the first line names the columns
 * @param places column by role; a role without a column is missing
 */
record Columns(char delimiter, boolean hasHeader, Map<Role, Integer> places) {
    private static final String DELIMITERS = ",;\t";

    /** What a column is for. */
    enum Role {
        SUBJECT(
                "email",
                "emails",
                "emailaddress",
                "address",
                "mail",
                "recipient",
                "adresse",
                "adresseemail",
                "courriel",
                "sha256",
                "sha1",
                "md5",
                "hash"),
        REASON("reason", "suppressionreason", "raison", "motif"),
        DATE("since", "date", "created", "createdat", "createdtime", "lastupdatetime", "timestamp"),
        KEY("key"),
        KEY_VERSION("keyversion"),
        KIND("scope"),
        CHANNEL("channel"),
        CONTROLLER("controller"),
        FINGERPRINT("keyfingerprint");

        private final List<String> names;

        Role(String... names) {
            this.names = List.of(names);
        }

        static Optional<Role> named(String header) {
            String word = header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            for (Role role : values()) {
                if (role.names.contains(word)) {
                    return Optional.of(role);
                }
            }
            return Optional.empty();
        }
    }

    Columns {
        places = Map.copyOf(places);
    }

    /** Looks at the first line that is not blank. */
    static Columns of(String firstLine) {
        char delimiter = delimiter(firstLine);
        List<String> fields = split(firstLine, delimiter);
        Map<Role, Integer> named = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            int column = i;
            Role.named(fields.get(i)).ifPresent(role -> named.putIfAbsent(role, column));
        }
        boolean isHeader = named.containsKey(Role.SUBJECT) || named.containsKey(Role.KEY);
        return new Columns(delimiter, isHeader, isHeader ? named : guess(fields));
    }

    /** Whether the list is one of our own exports, which names keys instead of addresses. */
    boolean isExport() {
        return places.containsKey(Role.KEY);
    }

    /** The field of a role, without outer blanks; empty when there is none. */
    Optional<String> field(List<String> fields, Role role) {
        Integer place = places.get(role);
        return place == null || place >= fields.size()
                ? Optional.empty()
                : Optional.of(fields.get(place).strip());
    }

    /** The fields of a line. */
    List<String> split(String line) {
        return split(line, delimiter);
    }

    private static List<String> split(String line, char delimiter) {
        return line.indexOf('"') >= 0 ? splitQuoted(line, delimiter) : splitPlain(line, delimiter);
    }

    private static List<String> splitPlain(String line, char delimiter) {
        int end = line.indexOf(delimiter);
        if (end < 0) {
            return List.of(line);
        }
        List<String> fields = new ArrayList<>();
        int from = 0;
        for (; end >= 0; end = line.indexOf(delimiter, from)) {
            fields.add(line.substring(from, end));
            from = end + 1;
        }
        fields.add(line.substring(from));
        return fields;
    }

    private static List<String> splitQuoted(String line, char delimiter) {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setIgnoreSurroundingSpaces(true)
                        .get();
        try (var parser = format.parse(new StringReader(line))) {
            List<String> fields = new ArrayList<>();
            for (CSVRecord fieldsOfLine : parser) {
                fieldsOfLine.forEach(fields::add);
            }
            return fields;
        } catch (IOException | RuntimeException _) {
            // Quotes that follow no CSV rule, as in "a b"@x.fr: they belong to the address.
            return splitPlain(line, delimiter);
        }
    }

    /** Without a header the first field that means somebody is the subject. */
    private static Map<Role, Integer> guess(List<String> fields) {
        Map<Role, Integer> places = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i).strip();
            if (SubjectText.parse(field).isPresent()) {
                places.putIfAbsent(Role.SUBJECT, i);
            } else if (ImportWords.reason(field).isPresent()) {
                places.putIfAbsent(Role.REASON, i);
            } else if (ImportWords.date(field).isPresent()) {
                places.putIfAbsent(Role.DATE, i);
            }
        }
        places.putIfAbsent(Role.SUBJECT, 0);
        return places;
    }

    private static char delimiter(String line) {
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS.toCharArray()) {
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
