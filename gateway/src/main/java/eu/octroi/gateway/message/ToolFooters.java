// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.settings.ToolFooter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tool's own unsubscribe footers in the texts of one message: all of them are found with
 * certainty, or none is taken out. Immutable.
 */
final class ToolFooters {
    private static final Set<String> FRAME = Set.of("html", "head", "body", "frameset");
    private final ToolFooter rule;

    private ToolFooters(ToolFooter rule) {
        this.rule = rule;
    }

    static ToolFooters of(Octets message, List<Part> texts, ToolFooter rule) {
        if (rule.equals(ToolFooter.NONE)) {
            return new ToolFooters(rule);
        }
        ToolFooters footers = new ToolFooters(rule);
        boolean all =
                texts.stream()
                        .map(leaf -> LeafText.of(message, leaf))
                        .allMatch(text -> footers.cut(text).isPresent());
        return all ? footers : new ToolFooters(ToolFooter.NONE);
    }

    /** A stretch of a view. */
    private record Range(int at, int length) {
        int end() {
            return at + length;
        }
    }

    /** What is taken out of a text. */
    Optional<Placement> cut(LeafText text) {
        byte[] view = text.view();
        if (text.charset().kind() == TextCharset.Kind.ISO_2022_JP && hasRoman(text)) {
            // Without its escape codes, a backslash after it could become a yen sign.
            return Optional.empty();
        }
        return (text.isHtml() ? rule.html() : rule.text())
                .flatMap(mark -> range(view, mark))
                .filter(cut -> !text.isHtml() || isWhole(view, cut))
                .map(cut -> text.placement(cut.at(), cut.length(), nothing(text)));
    }

    private static CopyTemplate nothing(LeafText text) {
        return new CopyTemplate("", text.charset().charset(), text.isHtml());
    }

    private static boolean hasRoman(LeafText text) {
        return Octets.of(text.decoded().octets()).latin1().contains("\33(J");
    }

    private static Optional<Range> range(byte[] octets, ToolFooter.Mark mark) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int start = text.indexOf(mark.start());
        int end = text.indexOf(mark.end(), Math.max(0, start) + mark.start().length());
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        int after = end + mark.end().length();
        boolean once =
                text.indexOf(mark.start(), start + 1) < 0 && text.indexOf(mark.end(), end + 1) < 0;
        boolean hasMarker = text.substring(start, after).contains("{{octroi.");
        // What follows would begin a line there, and must not become a boundary.
        boolean hyphen = after < text.length() && text.charAt(after) == '-';
        return once && !hasMarker && !hyphen
                ? Optional.of(new Range(start, after - start))
                : Optional.empty();
    }

    /** Whether nothing before or after depends on what is taken out. */
    private static boolean isWhole(byte[] octets, Range cut) {
        byte[] html = Arrays.copyOfRange(octets, cut.at(), cut.end());
        Deque<HtmlElement> open = new ArrayDeque<>();
        try {
            if (!isApart(octets, cut)) {
                return false;
            }
            HtmlTokens tokens = new HtmlTokens(html);
            for (HtmlTokens.Kind kind = tokens.next();
                    kind != HtmlTokens.Kind.NONE;
                    kind = tokens.next()) {
                if (!follows(open, kind, tokens.element())) {
                    return false;
                }
            }
        } catch (Refusal broken) {
            // Then it stays: the rest of the text is judged with it.
            return false;
        }
        return open.isEmpty() && html[0] == '<' && html[html.length - 1] == '>';
    }

    /** Whether tags begin and end where it does, and the clauses show as well without it. */
    private static boolean isApart(byte[] octets, Range cut) {
        boolean begins = false;
        boolean ends = false;
        HtmlTokens tokens = new HtmlTokens(octets);
        while (tokens.next() != HtmlTokens.Kind.NONE) {
            begins |= tokens.start() == cut.at();
            ends |= tokens.end() == cut.end();
        }
        byte[] rest = new byte[octets.length - cut.length()];
        System.arraycopy(octets, 0, rest, 0, cut.at());
        System.arraycopy(octets, cut.end(), rest, cut.at(), rest.length - cut.at());
        List<Marker> markers = Marker.find(rest);
        boolean appended =
                !Marker.has(markers, Marker.Kind.INFO)
                        || !Marker.has(markers, Marker.Kind.UNSUBSCRIBE);
        HtmlPlace.find(rest, markers, appended);
        return begins && ends;
    }

    private static boolean follows(
            Deque<HtmlElement> open, HtmlTokens.Kind kind, HtmlElement element) {
        return switch (kind) {
            case START -> {
                if (!element.isVoid()) {
                    open.push(element);
                }
                yield !FRAME.contains(element.name());
            }
            case END -> !open.isEmpty() && open.pop().is(element.name());
            case TEXT, OTHER, NONE -> true;
        };
    }
}
