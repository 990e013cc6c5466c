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

    /** What tools write over their columns, in lower case without anything but letters, digits. */
    private static final Map<String, Role> BY_NAME =
            Map.ofEntries(
                    Map.entry("email", Role.SUBJECT),
                    Map.entry("emails", Role.SUBJECT),
                    Map.entry("emailaddress", Role.SUBJECT),
                    Map.entry("address", Role.SUBJECT),
                    Map.entry("mail", Role.SUBJECT),
                    Map.entry("recipient", Role.SUBJECT),
                    Map.entry("adresse", Role.SUBJECT),
                    Map.entry("adresseemail", Role.SUBJECT),
                    Map.entry("courriel", Role.SUBJECT),
                    Map.entry("sha256", Role.SUBJECT),
                    Map.entry("sha1", Role.SUBJECT),
                    Map.entry("md5", Role.SUBJECT),
                    Map.entry("hash", Role.SUBJECT),
                    Map.entry("reason", Role.REASON),
                    Map.entry("suppressionreason", Role.REASON),
                    Map.entry("raison", Role.REASON),
                    Map.entry("motif", Role.REASON),
                    Map.entry("since", Role.DATE),
                    Map.entry("date", Role.DATE),
                    Map.entry("created", Role.DATE),
                    Map.entry("createdat", Role.DATE),
                    Map.entry("createdtime", Role.DATE),
                    Map.entry("lastupdatetime", Role.DATE),
                    Map.entry("timestamp", Role.DATE),
                    Map.entry("key", Role.KEY),
                    Map.entry("keyversion", Role.KEY_VERSION),
                    Map.entry("scope", Role.KIND),
                    Map.entry("channel", Role.CHANNEL),
                    Map.entry("controller", Role.CONTROLLER),
                    Map.entry("keyfingerprint", Role.FINGERPRINT));

    /** What a column is for. */
    enum Role {
        SUBJECT,
        REASON,
        DATE,
        KEY,
        KEY_VERSION,
        KIND,
        CHANNEL,
        CONTROLLER,
        FINGERPRINT;

        static Optional<Role> named(String header) {
            String word = header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            return Optional.ofNullable(BY_NAME.get(word));
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
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            long count = line.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
