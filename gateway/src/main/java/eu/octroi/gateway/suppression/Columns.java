// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.io.StringReader;
import java.text.Normalizer;
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
 * @param places columns by role; a role without a column is missing
 */
record Columns(char delimiter, boolean hasHeader, Map<Role, List<Integer>> places) {
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
                    Map.entry("canal", Role.CHANNEL),
                    Map.entry("status", Role.STATUS),
                    Map.entry("code", Role.CODE),
                    Map.entry("error", Role.ERROR),
                    Map.entry("statutdiffusion", Role.DIFFUSION),
                    Map.entry("statutdiffusionunitelegale", Role.DIFFUSION),
                    Map.entry("statutdiffusionetablissement", Role.DIFFUSION),
                    Map.entry("nepasdemarcher", Role.NO_CONTACT),
                    Map.entry("nepascontacter", Role.NO_CONTACT),
                    Map.entry("refusdemarchage", Role.NO_CONTACT),
                    Map.entry("nocontact", Role.NO_CONTACT),
                    Map.entry("donotcontact", Role.NO_CONTACT),
                    Map.entry("donotemail", Role.NO_CONTACT),
                    Map.entry("optout", Role.NO_CONTACT),
                    Map.entry("emailoptout", Role.NO_CONTACT),
                    Map.entry("hsemailoptout", Role.NO_CONTACT),
                    Map.entry("hasoptedoutofemail", Role.NO_CONTACT),
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
        FINGERPRINT,
        /** An enhanced code, in SendGrid's lists of bounces. */
        STATUS,
        /** A reply code; means something only where there is an {@link #ERROR} too (Mailgun). */
        CODE,
        ERROR,
        /** Whether the SIRENE register may be passed on in full (B-20). */
        DIFFUSION,
        /** Whether the person said at collection that they want no prospecting (M-08). */
        NO_CONTACT;

        static Optional<Role> named(String header) {
            String plain = Normalizer.normalize(header, Normalizer.Form.NFD);
            String word = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
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
        Map<Role, List<Integer>> named = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            int column = i;
            Role.named(fields.get(i))
                    .ifPresent(r -> named.computeIfAbsent(r, _ -> new ArrayList<>()).add(column));
        }
        boolean isHeader = named.containsKey(Role.SUBJECT) || named.containsKey(Role.KEY);
        return new Columns(delimiter, isHeader, isHeader ? named : guess(fields));
    }

    /** The fields of a role, without outer blanks. */
    List<String> fields(List<String> fields, Role role) {
        List<Integer> columns = places.getOrDefault(role, List.of());
        // Nearly always one: no stream, because this is asked for every line of a list.
        if (columns.size() == 1) {
            int place = columns.getFirst();
            return place < fields.size() ? List.of(fields.get(place).strip()) : List.of();
        }
        return columns.stream()
                .filter(place -> place < fields.size())
                .map(place -> fields.get(place).strip())
                .toList();
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
    private static Map<Role, List<Integer>> guess(List<String> fields) {
        Map<Role, List<Integer>> places = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i).strip();
            if (SubjectText.parse(field).isPresent()) {
                places.putIfAbsent(Role.SUBJECT, List.of(i));
            } else if (ImportWords.reason(field).isPresent()) {
                places.putIfAbsent(Role.REASON, List.of(i));
            } else if (ImportWords.date(field).isPresent()) {
                places.putIfAbsent(Role.DATE, List.of(i));
            }
        }
        places.putIfAbsent(Role.SUBJECT, List.of(0));
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
