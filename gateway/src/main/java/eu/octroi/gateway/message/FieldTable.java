// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.Editing.ToolDkim;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What becomes of each header field (H-26 to H-30, I-44 to I-47): the one table, printed in
 * docs/standards.md and asserted row by row on output. A field without a row is kept, octet by
 * octet.
 *
 * <p>Immutable.
 */
final class FieldTable {
    /** The kinds of mail that the table tells apart. */
    enum Mail {
        /** Prospecting and customer mail: it gets clauses and a list of its own. */
        LIST,
        /** From one person to another, with clauses. */
        ONE_TO_ONE,
        /** Without clauses. */
        PLAIN
    }

    /** What happens to a field of the tool's, and whether ours comes instead. */
    enum Fate {
        KEPT("kept"),
        REMOVED("removed"),
        /** Ours stands alone. */
        REPLACED("replaced by ours"),
        /** Ours stands alone, or none does. */
        REPLACED_OR_REMOVED("replaced by ours if the stream has one, else removed"),
        /** Ours stands alone, or the tool's does. */
        REPLACED_OR_KEPT("replaced by ours if the stream has one, else kept"),
        JOINED("kept; ours goes on top"),
        /** Of no use once the text has changed; some receivers count what does not verify. */
        JOINED_OR_REPLACED(
                "kept, ours goes on top; replaced by ours where `editing.tool-dkim` is `remove`"),
        ADDED("kept; added if missing"),
        /** Only what no parser reads as a value is replaced. */
        MENDED("kept if well-formed; added if missing, replaced if not"),
        REMOVED_IF_OURS("removed if it bears our name, else kept"),
        EDITED("kept; changed or added with the body it describes");

        private final String words;

        Fate(String words) {
            this.words = words;
        }
    }

    /**
     * One row.
     *
     * @param names as they are written, separated by commas; a final {@code *} stands for any end
     */
    record Row(String names, Fate list, Fate oneToOne, Fate plain, String why) {
        Fate fate(Mail mail) {
            return switch (mail) {
                case LIST -> list;
                case ONE_TO_ONE -> oneToOne;
                case PLAIN -> plain;
            };
        }

        private static Row always(String names, Fate fate, String why) {
            return new Row(names, fate, fate, fate, why);
        }

        private static Row clauses(String names, Fate fate, String why) {
            return new Row(names, fate, fate, Fate.KEPT, why);
        }
    }

    static final List<Row> ROWS =
            List.of(
                    Row.always("Received", Fate.JOINED, "RFC 5321 4.4"),
                    Row.always("Return-Path", Fate.REMOVED, "RFC 5321 4.4: the last hop's"),
                    Row.always("Bcc, Resent-Bcc", Fate.REMOVED, "RFC 5321 7.2"),
                    Row.always(
                            "From, Sender, Reply-To, To, Cc, Subject",
                            Fate.KEPT,
                            "RFC 5322 3.6: once, twice is refused"),
                    Row.always("Date", Fate.ADDED, "RFC 6409 8.2"),
                    Row.always("Message-ID", Fate.MENDED, "RFC 6409 8.3, RFC 5322 3.6.4"),
                    Row.always("In-Reply-To, References", Fate.KEPT, "RFC 5322 3.6.4"),
                    Row.always("MIME-Version, Content-*", Fate.EDITED, "RFC 2045"),
                    Row.always("Authentication-Results", Fate.REMOVED_IF_OURS, "RFC 8601 5"),
                    new Row(
                            "DKIM-Signature",
                            Fate.JOINED_OR_REPLACED,
                            Fate.JOINED_OR_REPLACED,
                            Fate.JOINED,
                            "RFC 6376 4.2"),
                    Row.always("ARC-*", Fate.KEPT, "RFC 8617: not ours to judge"),
                    Row.clauses(
                            "List-Unsubscribe, List-Unsubscribe-Post",
                            Fate.REPLACED,
                            "RFC 2369 3: one, RFC 8058 3.1; the tool's is remembered"),
                    Row.clauses("List-Id", Fate.REPLACED, "RFC 2919 3"),
                    Row.clauses("List-Help", Fate.REPLACED, "RFC 2369 3.1: the notice"),
                    Row.always(
                            "List-Subscribe, List-Post, List-Owner, List-Archive",
                            Fate.KEPT,
                            "RFC 2369 3"),
                    Row.clauses("Feedback-ID", Fate.REPLACED, "campaign:stream:class:controller"),
                    Row.clauses(
                            "CFBL-Address, CFBL-Feedback-ID",
                            Fate.REPLACED_OR_REMOVED,
                            "RFC 9477 3.1: covered by a signature of its domain"),
                    new Row(
                            "Precedence",
                            Fate.REPLACED_OR_KEPT,
                            Fate.REMOVED,
                            Fate.KEPT,
                            "RFC 3834 2"),
                    Row.clauses(
                            "Auto-Submitted",
                            Fate.REMOVED,
                            "RFC 3834 5: a mail somebody decided to send"),
                    Row.always(OctroiFieldReader.REFERENCE, Fate.REPLACED, "names the copy to us"),
                    Row.always("X-Octroi-*", Fate.REMOVED, "said to us, not to recipients"));

    /** RFC 5322 section 3.6.4, without blanks and comments; RFC 6532 for what is not ASCII. */
    private static final Pattern MESSAGE_ID =
            Pattern.compile("<[^\\p{Cntrl}\\s<>@]{1,500}@[^\\p{Cntrl}\\s<>@]{1,400}>");

    private static final Map<String, Row> BY_NAME = new HashMap<>();
    private static final Map<String, Row> BY_START = new HashMap<>();

    static {
        for (Row row : ROWS) {
            for (String name : row.names().toLowerCase(Locale.ROOT).split(", ", -1)) {
                boolean any = name.endsWith("*");
                (any ? BY_START : BY_NAME).put(any ? name.replace("*", "") : name, row);
            }
        }
    }

    private final String hostname;
    private final Mail mail;
    private final boolean bulk;
    private final ToolDkim toolDkim;

    private FieldTable(String hostname, Mail mail, boolean bulk, ToolDkim toolDkim) {
        this.hostname = hostname.toLowerCase(Locale.ROOT);
        this.mail = mail;
        this.bulk = bulk;
        this.toolDkim = toolDkim;
    }

    /** For mail with clauses, to which these fields are added. */
    static FieldTable withClauses(String hostname, AddedFields added, ToolDkim toolDkim) {
        return new FieldTable(hostname, added.mail(), added.bulk(), toolDkim);
    }

    /** For mail without clauses: its text is as it was signed. */
    static FieldTable withoutClauses(String hostname) {
        return new FieldTable(hostname, Mail.PLAIN, false, ToolDkim.KEEP);
    }

    /** Whether the tool's field goes, for good or to make room for ours. */
    boolean removes(Octets message, Field field) {
        return switch (fate(field.name(), mail)) {
            case KEPT, JOINED, ADDED, EDITED -> false;
            case REMOVED, REPLACED, REPLACED_OR_REMOVED -> true;
            case REPLACED_OR_KEPT -> bulk;
            case JOINED_OR_REPLACED -> toolDkim == ToolDkim.REMOVE;
            case REMOVED_IF_OURS -> isOurs(Header.unfolded(message, field));
            case MENDED -> !isMessageId(Header.unfolded(message, field));
        };
    }

    /** The fate of a field with that lower-case name. */
    static Fate fate(String name, Mail mail) {
        Row row = BY_NAME.get(name);
        if (row != null) {
            return row.fate(mail);
        }
        for (Map.Entry<String, Row> start : BY_START.entrySet()) {
            if (name.startsWith(start.getKey())) {
                return start.getValue().fate(mail);
            }
        }
        return Fate.KEPT;
    }

    /** What a tool wrote is kept even where a blank or a comment stands around it. */
    static boolean isMessageId(String value) {
        return MESSAGE_ID.matcher(value).matches();
    }

    /** The table as it stands in docs/standards.md. */
    static String markdown() {
        return ROWS.stream()
                .map(
                        row ->
                                "| %s | %s | %s | %s | %s |\n"
                                        .formatted(
                                                names(row),
                                                row.list().words,
                                                row.oneToOne().words,
                                                row.plain().words,
                                                row.why()))
                .collect(
                        Collectors.joining(
                                "",
                                "| field | prospecting, customer | one-to-one | without clauses |"
                                        + " why |\n|---|---|---|---|---|\n",
                                ""));
    }

    private static String names(Row row) {
        return "`" + row.names().replace(", ", "`, `") + "`";
    }

    /** The authserv-id is the first word, RFC 8601 section 2.2; a comment may hide it. */
    private boolean isOurs(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        int end = text.indexOf(';');
        return (end < 0 ? text : text.substring(0, end)).contains(hostname);
    }
}
