// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.ledger;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the ledger as they are printed, for people: this form may change, that of the JSON does
 * not.
 */
public final class PlainLedger {
    private static final String INDENT = "    ";

    private PlainLedger() {}

    /** Two lines a row: what happened to which copy, and on what that rests. */
    public static String text(LedgerLines lines) {
        if (lines.rows().isEmpty()) {
            return "no rows\n";
        }
        StringBuilder out = new StringBuilder(row("AT", "EVENT", "COPY", "SENDER"));
        lines.rows().forEach(line -> out.append(text(line)));
        for (LedgerLines.Step step : lines.interventions()) {
            out.append(row(step.at(), step.kind(), "." + step.copy(), step.author()))
                    .append(INDENT)
                    .append(step.reason())
                    .append('\n');
        }
        return out.toString();
    }

    private static String text(LedgerLine line) {
        String times = line.count() > 1 ? " x" + line.count() : "";
        String copy = line.copy() == null ? "-" : line.copy();
        String grounds =
                Stream.of(
                                named("", line.why()),
                                named("source ", line.source()),
                                named("clauses ", line.clauses()),
                                named("", line.response()),
                                named("row ", line.id()))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("; "));
        return row(line.at(), line.event() + times, copy, sender(line)) + INDENT + grounds + "\n";
    }

    private static String sender(LedgerLine line) {
        return Stream.of(
                        named("", line.credential()),
                        named("stream ", line.stream()),
                        named("controller ", line.controller()),
                        named("campaign ", line.campaign()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String named(String name, @Nullable String value) {
        return value == null ? "" : name + value;
    }

    private static String row(String at, String event, String copy, String sender) {
        return String.format(Locale.ROOT, "%-24s  %-10s  %-28s  %s\n", at, event, copy, sender);
    }
}
