// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What becomes of each message of a folder, and how often: the table of {@code docs/corpora.md}. A
 * message is well-formed when two parsers nobody here wrote find the same leaves in it, and the
 * same header fields above them. Immutable.
 */
record CorpusTable(List<Row> rows) {
    /** What the requirements name as accepted beside a message: I-13, I-30 to I-36 and I-43. */
    private static final Pattern NAMED_WRAP =
            Pattern.compile(
                    "wrapped beside=(signed|encrypted|invitation|tnef|message/rfc822"
                            + "|multipart/digest|attachments-alone|attachment|text/plain|text/html"
                            + "|(image|audio|video|application)/\\S+).*");

    /** What the requirements name as refused: I-02, I-32 to I-36, H-27 and H-28. */
    private static final Pattern NAMED_REFUSAL =
            Pattern.compile(
                    "content: mail that is encrypted.*|structure: (mail that is only an invitation"
                            + "|the type message/(partial|external-body)|a multipart/report"
                            + "|one multipart boundary begins|the field \\S+ stands twice|a NUL"
                            + "|a text with a NUL|header line \\d+ has no name"
                            + "|an encoded word of a header field hides).*");

    /**
     * @param verdict as {@link Fixture#verdict} says it
     * @param wellFormed whether the parsers agree on the message as it came
     * @param sameFields whether they also read the same header fields in all parts
     * @param fault what the oracle found wrong with the message as it left; empty when nothing
     */
    record Row(String name, String verdict, boolean wellFormed, boolean sameFields, String fault) {
        boolean refused() {
            return verdict.contains(": ");
        }

        boolean accepted() {
            return !refused()
                    && (!verdict.startsWith("wrapped") || NAMED_WRAP.matcher(verdict).matches());
        }

        boolean refusedByName() {
            return NAMED_REFUSAL.matcher(verdict).matches();
        }

        /** The verdict without what differs from file to file. */
        String cause() {
            return verdict.replaceAll("header line \\d+", "header line n")
                    .replaceAll("^edited .*", "edited");
        }
    }

    static CorpusTable of(List<Path> files, Path root) {
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            rows.add(row(root.relativize(file).toString(), completed(Corpus.read(file))));
        }
        return new CorpusTable(rows);
    }

    private static Row row(String name, Octets message) {
        String verdict = Fixture.verdict(message);
        boolean wellFormed = isWellFormed(message);
        String fault = verdict.contains(": ") ? "" : fault(message);
        boolean sameFields = ForeignFields.agree(message.toByteArray());
        return new Row(name, verdict, wellFormed, sameFields, fault);
    }

    private static String fault(Octets message) {
        try {
            Rewrites.assertSound(message, Fixture.FRENCH);
            return "";
        } catch (AssertionError | RuntimeException wrong) {
            String said = String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip();
            return said.substring(0, Math.min(200, said.length()));
        }
    }

    /** Whether both parsers read the same leaves: types and decoded contents. */
    static boolean isWellFormed(Octets message) {
        try {
            ForeignParsers.mime4j(message.toByteArray())
                    .assertSameAs(ForeignParsers.jakarta(message.toByteArray()));
            return true;
        } catch (AssertionError | RuntimeException differs) {
            return false;
        }
    }

    /** With CRLF, without the envelope line of an mbox, and with From and Subject. */
    static Octets completed(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1).replaceAll("(?<!\r)\n", "\r\n");
        if (text.startsWith("From ")) {
            text = text.substring(text.indexOf("\r\n") + 2);
        }
        String head = text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")));
        String lower = "\n" + head.toLowerCase(Locale.ROOT);
        StringBuilder missing = new StringBuilder();
        if (!lower.contains("\nfrom:")) {
            missing.append("From: <a@exemple.fr>\r\n");
        }
        if (!lower.contains("\nsubject:")) {
            missing.append("Subject: x\r\n");
        }
        return Octets.of(missing + text);
    }

    /** The table in Markdown, the figures first. */
    String markdown() {
        List<Row> formed = rows.stream().filter(Row::wellFormed).toList();
        List<Row> strict = formed.stream().filter(Row::sameFields).toList();
        return "%d messages\n\n".formatted(rows.size())
                + rate("the parsers agree on types and contents of all leaves", formed)
                + rate("and also on the header fields of all parts", strict)
                + "\n| verdict | same leaves | rate | also same fields | rate | neither |\n"
                + "|---|---|---|---|---|---|\n"
                + causes().stream()
                        .map(cause -> line(cause, formed.size(), strict.size()))
                        .collect(Collectors.joining());
    }

    /** What the requirements refuse by name and what From or Subject decide is set apart. */
    private static String rate(String what, List<Row> rows) {
        long accepted = rows.stream().filter(Row::accepted).count();
        long named = rows.stream().filter(Row::refusedByName).count();
        long content = rows.stream().filter(r -> r.verdict().startsWith("content: ")).count();
        return ("- %s: %d; accepted %d, %s; refused by a requirement %d; for From or Subject %d;"
                        + " accepted of the rest %s\n")
                .formatted(
                        what,
                        rows.size(),
                        accepted,
                        percent(accepted, rows.size()),
                        named,
                        content,
                        percent(accepted, rows.size() - named - content));
    }

    private List<Map.Entry<String, List<Row>>> causes() {
        Map<String, List<Row>> byCause =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::cause, TreeMap::new, Collectors.toList()));
        return byCause.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue().size()))
                .toList();
    }

    private static String line(Map.Entry<String, List<Row>> cause, int formed, int strict) {
        List<Row> same = cause.getValue().stream().filter(Row::wellFormed).toList();
        long fields = same.stream().filter(Row::sameFields).count();
        return "| %s | %d | %s | %d | %s | %d |\n"
                .formatted(
                        cause.getKey(),
                        same.size(),
                        percent(same.size(), formed),
                        fields,
                        percent(fields, strict),
                        cause.getValue().size() - same.size());
    }

    private static String percent(long part, long whole) {
        return "%.1f %%".formatted(whole == 0 ? 0.0 : 100.0 * part / whole);
    }
}
