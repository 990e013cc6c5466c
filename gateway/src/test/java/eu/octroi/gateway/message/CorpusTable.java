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
 * message is well-formed when two parsers nobody here wrote find the same leaves in it. Immutable.
 */
record CorpusTable(List<Row> rows) {
    /** What the requirements name as accepted beside a message: I-13, I-30 to I-36 and I-43. */
    private static final Pattern NAMED_WRAP =
            Pattern.compile(
                    "wrapped beside=(signed|encrypted|invitation|tnef|message/rfc822"
                            + "|multipart/digest|attachments-alone|attachment|text/plain|text/html"
                            + "|(image|audio|video|application)/\\S+).*");

    /** What the requirements name as refused: I-32, I-34, I-35, I-36. */
    private static final Pattern NAMED_REFUSAL =
            Pattern.compile(
                    "structure: (mail that is (encrypted|only an invitation)"
                            + "|the type message/(partial|external-body)|a multipart/report).*");

    /**
     * @param verdict as {@link Fixture#verdict} says it
     * @param wellFormed whether the parsers agree on the message as it came
     * @param fault what the oracle found wrong with the message as it left; empty when nothing
     */
    record Row(String name, String verdict, boolean wellFormed, String fault) {
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
        return new Row(name, verdict, wellFormed, fault);
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
            Rewrites.assertSame(
                    Rewrites.mime4j(message.toByteArray()),
                    Rewrites.jakarta(message.toByteArray()));
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
        long accepted = formed.stream().filter(Row::accepted).count();
        long named = formed.stream().filter(Row::refusedByName).count();
        StringBuilder table = new StringBuilder();
        table.append(rows.size()).append(" messages, ").append(formed.size());
        table.append(" well-formed; of these ").append(accepted).append(" accepted, ");
        table.append(named).append(" refused as the requirements say; acceptance ");
        table.append(percent(accepted, formed.size())).append(" of all, ");
        table.append(percent(accepted, formed.size() - named)).append(" of the others\n\n");
        table.append("| verdict | well-formed | rate | not well-formed |\n|---|---|---|---|\n");
        causes().forEach(cause -> table.append(line(cause, formed.size())));
        return table.toString();
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

    private static String line(Map.Entry<String, List<Row>> cause, int all) {
        long formed = cause.getValue().stream().filter(Row::wellFormed).count();
        long other = cause.getValue().size() - formed;
        return "| %s | %d | %s | %d |\n"
                .formatted(cause.getKey(), formed, percent(formed, all), other);
    }

    private static String percent(long part, long whole) {
        return "%.1f %%".formatted(whole == 0 ? 0.0 : 100.0 * part / whole);
    }
}
