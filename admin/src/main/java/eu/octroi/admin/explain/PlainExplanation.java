// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import eu.octroi.gateway.intake.Explanation;
import eu.octroi.gateway.intake.Explanation.Addressed;
import eu.octroi.gateway.intake.Explanation.ConsentReport;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.intake.Explanation.Decided;
import eu.octroi.gateway.intake.Explanation.FieldReport;
import eu.octroi.gateway.intake.Explanation.PartReport;
import eu.octroi.gateway.intake.TextDiff;
import eu.octroi.gateway.intake.TextPair;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Prints an explanation for a person in front of a terminal. Used once, by one thread. */
public final class PlainExplanation {
    /** Lines of base64 shown of each attachment. */
    private static final int LETTER_LINES_SHOWN = 3;

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

    private final PrintWriter out;
    private final Colours colours;

    /**
     * @param coloured whether {@code out} is a terminal
     */
    public PlainExplanation(PrintWriter out, boolean coloured) {
        this.out = out;
        this.colours = coloured ? Colours.ON : Colours.OFF;
    }

    /** Prints it all, the answer to the tool first. */
    public void print(Explanation explanation) {
        out.println(colours.verdict(explanation.accepted(), explanation.reply()));
        explanation.why().ifPresent(why -> indented(PlainText.wrapped(why, columns(2)), 2));
        explanation.notes().forEach(note -> indented(List.of("note: " + note), 2));
        heading("decisions");
        explanation.decisions().forEach(this::decision);
        heading("recipients");
        explanation.recipients().forEach(this::recipient);
        heading("parts");
        explanation.parts().forEach(this::part);
        heading("header");
        explanation.fields().forEach(this::field);
        explanation.copies().stream()
                .limit(1)
                .forEach(copy -> copy(copy, explanation, explanation.copies().size() - 1));
        out.flush();
    }

    private void heading(String text) {
        out.println();
        out.println(colours.heading(text));
    }

    private void decision(Decided decided) {
        String why = decided.why().isEmpty() ? "" : "  (" + decided.why() + ")";
        List<String> lines = PlainText.wrapped(decided.answer() + why, columns(20));
        out.printf("  %-17s %s%n", decided.about(), lines.getFirst());
        indented(lines.subList(1, lines.size()), 20);
    }

    private void recipient(Addressed to) {
        String detail = to.detail().isEmpty() ? "" : " (" + to.detail() + ")";
        out.println("  " + PlainText.safe(to.address()) + ": " + to.verdict() + detail);
        indented(PlainText.wrapped(to.reply(), columns(4)), 4);
        to.consent().ifPresent(this::consent);
    }

    private void consent(ConsentReport law) {
        String list = law.list().isEmpty() ? "" : " (" + law.list() + ")";
        String recorded = law.recorded().map(kind -> "; recorded: " + kind).orElse("");
        String text =
                "%s%s: %s under %s, known by %s%s"
                        .formatted(
                                law.addressClass(),
                                list,
                                law.basis(),
                                law.regime(),
                                law.hint(),
                                recorded);
        indented(PlainText.wrapped(text, columns(4)), 4);
    }

    private void part(PartReport part) {
        int depth = (int) part.path().chars().filter(c -> c == '.').count();
        String about =
                String.join(" ", part.type(), part.charset(), part.encoding(), part.disposition())
                        .strip()
                        .replaceAll(" +", " ");
        String line =
                "%s%s %s, %,d octets at %d"
                        .formatted(
                                "  ".repeat(depth + 1),
                                part.path(),
                                PlainText.safe(about),
                                part.size(),
                                part.offset());
        out.println(line);
        String fate = part.fate().name().toLowerCase(Locale.ROOT);
        String why = part.why().isEmpty() ? "" : ": " + part.why();
        out.println("  ".repeat(depth + 2) + colours.fate(part.fate(), fate) + why);
    }

    private void field(FieldReport field) {
        switch (field.change()) {
            case KEPT -> changed(' ', field.name(), field.before().orElse(""));
            case REMOVED -> changed('-', field.name(), field.before().orElse(""));
            case ADDED -> changed('+', field.name(), field.after().orElse(""));
            case REPLACED -> {
                changed('-', field.name(), field.before().orElse(""));
                changed('+', field.name(), field.after().orElse(""));
            }
        }
    }

    private void changed(char mark, String name, String value) {
        String text = name + ": " + value;
        for (String line : PlainText.wrapped(text, columns(4))) {
            out.println(colours.changed(mark, "  " + mark + " " + line));
        }
    }

    private void copy(CopyReport copy, Explanation explanation, int others) {
        heading("edits of the copy for " + PlainText.safe(copy.to()));
        copy.edits()
                .forEach(
                        edit ->
                                out.printf(
                                        "  @@ %d %d @@ +%d, part %s%s%n",
                                        edit.offset(),
                                        edit.length(),
                                        edit.added().length(),
                                        edit.part(),
                                        edit.inHeader() ? ", header" : ""));
        TextPair.of(explanation).stream().filter(TextPair::changed).forEach(this::text);
        heading(
                "message for "
                        + PlainText.safe(copy.to())
                        + " (%,d octets)".formatted(copy.message().length()));
        message(copy.message());
        if (others > 0) {
            out.println();
            out.println("The copies of the others differ in their links and signatures.");
        }
    }

    private void text(TextPair pair) {
        PartReport part = pair.after().or(pair::before).orElseThrow();
        out.println();
        out.println("  part " + part.path() + ", " + PlainText.safe(part.type()) + ", decoded");
        pair.difference().forEach(this::difference);
    }

    private void difference(TextDiff.Line line) {
        for (String piece : PlainText.wrapped(line.text(), columns(4))) {
            out.println(colours.changed(line.mark(), "  " + line.mark() + " " + piece));
        }
    }

    /** As it leaves, save that long runs of base64 are cut short. */
    private void message(String octets) {
        String text =
                new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int letters = 0;
        for (String line : text.lines().toList()) {
            letters = LETTERS.matcher(line).matches() ? letters + 1 : left(letters);
            if (letters <= LETTER_LINES_SHOWN) {
                out.println("| " + PlainText.safe(line));
            }
        }
        left(letters);
    }

    private int left(int letters) {
        if (letters > LETTER_LINES_SHOWN) {
            out.printf("| … %,d more lines%n", letters - LETTER_LINES_SHOWN);
        }
        return 0;
    }

    private void indented(List<String> lines, int columns) {
        lines.forEach(line -> out.println(" ".repeat(columns) + line));
    }

    private static int columns(int indent) {
        return PlainText.COLUMNS - indent;
    }
}
