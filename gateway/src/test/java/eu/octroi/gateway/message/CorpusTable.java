// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of each message of a folder, and how often: the table of {@code docs/corpora.md}. A
 * message is well-formed when two parsers nobody here wrote find the same tree in it, and the same
 * header fields above its parts. Immutable.
 */
record CorpusTable(List<Row> rows) {
    /** What the requirements name as accepted beside a message: I-13, I-30 to I-36 and I-43. */
    private static final Pattern NAMED_WRAP =
            Pattern.compile(
                    "wrapped beside=(signed|encrypted|invitation|tnef|message/rfc822"
                            + "|multipart/digest|attachments-alone|attachment|text/plain|text/html"
                            + "|(image|audio|video|application)/\\S+).*");

    /** What the requirements name as refused, and where. */
    private static final Map<Pattern, String> NAMED_REFUSALS =
            Map.ofEntries(
                    named("content: From .*", "A-17"),
                    named("content: Subject looks like a reply.*", "A-19"),
                    named("structure: the field \\S+ stands twice", "H-27"),
                    named("structure: header line \\d+ has no name with a colon.*", "H-27"),
                    named("structure: a (NUL|text with a NUL).*", "H-27"),
                    named("structure: multiparts nested deeper than .*", "H-27"),
                    named("structure: an encoded word of a header field hides.*", "H-28"),
                    named("structure: one multipart boundary begins with another", "I-02"),
                    named("structure: base64 text .*", "I-12"),
                    named("content: mail that is encrypted.*", "I-32"),
                    named("structure: the type message/(partial|external-body).*", "I-34"),
                    named("structure: a multipart/report.*", "I-35"),
                    named("structure: mail that is only an invitation.*", "I-36"),
                    named("structure: a multipart without parts", "I-38"));

    private static Map.Entry<Pattern, String> named(String verdict, String requirement) {
        return Map.entry(Pattern.compile(verdict), requirement);
    }

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

        /** Which requirement refuses it; empty when it is accepted or none names the cause. */
        String requirement() {
            return NAMED_REFUSALS.entrySet().stream()
                    .filter(named -> named.getKey().matcher(verdict).matches())
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }

        /** The parsers agree on the message, header fields and all. */
        boolean agreed() {
            return wellFormed && sameFields;
        }

        /** As the reviewed verdicts have it: name, on what the parsers agree, verdict, by whom. */
        String line() {
            String agreed = agreed() ? "agreed" : wellFormed ? "same tree" : "differ";
            return String.join(" | ", name, agreed, verdict, requirement()).strip();
        }

        /** The verdict without what differs from file to file. */
        String cause() {
            return verdict.replaceAll("header line \\d+", "header line n")
                    .replaceAll("^edited .*", "edited");
        }
    }

    /**
     * @param prefix goes before the names of the files below {@code root}
     */
    static CorpusTable of(List<Path> files, Path root, String prefix) {
        List<Row> rows = new ArrayList<>();
        for (Path file : files) {
            rows.add(row(prefix + root.relativize(file), Corpus.completed(Corpus.read(file))));
        }
        return new CorpusTable(rows);
    }

    CorpusTable and(CorpusTable other) {
        return new CorpusTable(Stream.concat(rows.stream(), other.rows.stream()).toList());
    }

    /** Of the messages on which the parsers agree and which no requirement refuses by name. */
    double acceptedShare() {
        List<Row> due = rows.stream().filter(r -> r.agreed() && r.requirement().isEmpty()).toList();
        return (double) due.stream().filter(Row::accepted).count() / due.size();
    }

    private static Row row(String name, Octets message) {
        // Which id was replaced says nothing of the body.
        String verdict = Fixture.verdict(message).replaceAll(" message-id-was=[0-9a-f]{16}", "");
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

    /** Whether both parsers read the same tree: nesting, types and decoded contents. */
    static boolean isWellFormed(Octets message) {
        try {
            ForeignParsers.mime4j(message.toByteArray())
                    .assertSameAs(ForeignParsers.jakarta(message.toByteArray()));
            return true;
        } catch (AssertionError | RuntimeException differs) {
            return false;
        }
    }

    /** The table in Markdown, the figures first. */
    String markdown() {
        List<Row> formed = rows.stream().filter(Row::wellFormed).toList();
        List<Row> strict = formed.stream().filter(Row::sameFields).toList();
        return "%d messages\n\n".formatted(rows.size())
                + rate("the parsers read the same tree, types and contents", formed)
                + rate("and also on the header fields of all parts", strict)
                + "\n"
                + "| verdict | named by | same tree | rate | also same fields | rate | neither |\n"
                + "|---|---|---|---|---|---|---|\n"
                + causes().stream()
                        .map(cause -> line(cause, formed.size(), strict.size()))
                        .collect(Collectors.joining());
    }

    private static String rate(String what, List<Row> rows) {
        long accepted = rows.stream().filter(Row::accepted).count();
        Map<String, Long> named =
                rows.stream()
                        .map(Row::requirement)
                        .filter(requirement -> !requirement.isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        name -> name, TreeMap::new, Collectors.counting()));
        long refused = named.values().stream().mapToLong(n -> n).sum();
        return ("- %s: %d; accepted %d, %s; a requirement refuses %d %s; accepted of the other %d:"
                        + " %s\n")
                .formatted(
                        what,
                        rows.size(),
                        accepted,
                        percent(accepted, rows.size()),
                        refused,
                        named,
                        rows.size() - refused,
                        percent(accepted, rows.size() - refused));
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
        return "| %s | %s | %d | %s | %d | %s | %d |\n"
                .formatted(
                        cause.getKey(),
                        cause.getValue().getFirst().requirement(),
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
