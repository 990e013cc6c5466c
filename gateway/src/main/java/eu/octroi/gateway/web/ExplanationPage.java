// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

import eu.octroi.gateway.intake.Explanation;
import eu.octroi.gateway.intake.Explanation.CopyReport;
import eu.octroi.gateway.intake.Explanation.Decided;
import eu.octroi.gateway.intake.Explanation.FieldReport;
import eu.octroi.gateway.intake.Explanation.PartReport;
import eu.octroi.gateway.intake.TextDiff;
import eu.octroi.gateway.intake.TextPair;
import eu.octroi.gateway.web.pages.ExplanationView;
import eu.octroi.gateway.web.pages.ExplanationView.FieldLine;
import eu.octroi.gateway.web.pages.ExplanationView.PartLine;
import eu.octroi.gateway.web.pages.ExplanationView.Shown;
import eu.octroi.gateway.web.pages.ExplanationView.Side;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An explanation as one file a person can look at. What a stranger wrote is text on the page, or
 * rendered in a frame that runs no script, sends no form, loads nothing from elsewhere and can be
 * led nowhere. Immutable.
 */
public final class ExplanationPage {
    /** No frame may leave for another address, and nothing is fetched from one. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'none';"
                    + " form-action 'none'; base-uri 'none'";

    private ExplanationPage() {}

    /** The whole page, in UTF-8 when it is written. */
    public static String of(Explanation told) {
        String message = told.copies().stream().findFirst().map(ExplanationPage::text).orElse("");
        ExplanationView view =
                new ExplanationView(
                        told,
                        POLICY,
                        sheet("status.css") + sheet("explanation.css"),
                        subject(told),
                        TextPair.of(told).stream().map(ExplanationPage::shown).toList(),
                        told.fields().stream().map(ExplanationPage::field).toList(),
                        told.parts().stream().map(ExplanationPage::part).toList(),
                        message);
        return new Pages().text("explanation", Map.of("view", view));
    }

    private static String subject(Explanation told) {
        return told.decisions().stream()
                .filter(decided -> decided.about().equals("subject"))
                .map(Decided::answer)
                .filter(subject -> !subject.isBlank())
                .findFirst()
                .orElse("A message");
    }

    private static String text(CopyReport copy) {
        byte[] octets = copy.message().getBytes(StandardCharsets.ISO_8859_1);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static Shown shown(TextPair pair) {
        PartReport part = pair.before().or(pair::after).orElseThrow();
        boolean html = part.type().equals("text/html");
        List<TextDiff.Line> difference = pair.changed() ? pair.difference() : List.of();
        return new Shown(
                part.type() + ", part " + part.path(),
                html,
                List.of(
                        new Side(
                                "before",
                                "As it came",
                                pair.before().isEmpty(),
                                "It came without this text.",
                                html,
                                document(pair.before()),
                                lines(pair, html, '+')),
                        new Side(
                                "after",
                                "As it leaves",
                                pair.after().isEmpty(),
                                "This text does not leave.",
                                html,
                                document(pair.after()),
                                lines(pair, html, '-'))),
                difference);
    }

    /** Plain text alone: what stands on this side, with what is new or gone marked as such. */
    private static List<TextDiff.Line> lines(TextPair pair, boolean html, char other) {
        return html
                ? List.of()
                : pair.whole().stream().filter(line -> line.mark() != other).toList();
    }

    /** The policy stands in the frame too, for a browser that does not hand it down. */
    private static String document(Optional<PartReport> part) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\""
                + POLICY
                + "\">"
                + part.flatMap(PartReport::text).orElse("");
    }

    private static FieldLine field(FieldReport field) {
        return new FieldLine(
                field.change().name().toLowerCase(Locale.ROOT),
                field.name(),
                field.before().orElse(""),
                field.after().orElse(""));
    }

    private static PartLine part(PartReport part) {
        int depth = (int) part.path().chars().filter(c -> c == '.').count();
        String type =
                String.join(" ", part.type(), part.charset(), part.disposition())
                        .strip()
                        .replaceAll(" +", " ");
        return new PartLine(
                Math.min(3, depth),
                part.path(),
                type,
                part.encoding(),
                String.format(Locale.ROOT, "%,d", part.size()),
                part.fate().name().toLowerCase(Locale.ROOT),
                part.why());
    }

    private static String sheet(String name) {
        return new String(StaticFiles.read(name), StandardCharsets.UTF_8);
    }
}
