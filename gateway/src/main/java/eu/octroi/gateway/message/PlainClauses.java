// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where clauses A and B go in a text that is no HTML, and in which wording: the charset may ask for
 * the ASCII texts. Confined to one text.
 */
final class PlainClauses {
    /** No boundary line, signature mark or quote begins like this. */
    private static final String SEPARATOR = "_".repeat(40);

    private static final String LINE_END = "\r\n";

    private final LeafText text;
    private final byte[] view;
    private final TextCharset charset;
    private final ClauseBlocks blocks;
    private final boolean relabelled;

    PlainClauses(LeafText text, Clauses clauses) {
        this.text = text;
        this.view = text.view();
        ClauseBlocks wanted = staysSevenBit(clauses) ? clauses.simple() : clauses.plain();
        this.relabelled = isPureAscii() && !wanted.isAscii();
        this.charset = relabelled ? TextCharset.UTF_8 : text.charset();
        this.blocks =
                Stream.of(wanted, clauses.simple())
                        .filter(this::fits)
                        .findFirst()
                        .orElseGet(clauses::ascii);
    }

    /** Whether the leaf must now say that it is UTF-8. */
    boolean relabelled() {
        return relabelled;
    }

    /** Refuses a text in which nobody would read them. */
    List<Placement> placements(List<Marker> markers) {
        EmptyLines.check(view);
        if ((InlinePgp.isIn(view) || InlineFile.isIn(view)) && !markers.isEmpty()) {
            throw Refusal.structure("a marker in a text with PGP or a file inside");
        }
        List<Placement> placements = new ArrayList<>();
        for (Marker marker : markers) {
            String clause =
                    switch (marker.kind()) {
                        case INFO -> gap(marker.at()) + blocks.information();
                        case UNSUBSCRIBE -> gap(marker.at()) + blocks.opposition();
                        case UNSUBSCRIBE_URL -> String.valueOf(Clauses.UNSUBSCRIBE);
                        case NOTICE_URL -> String.valueOf(Clauses.NOTICE);
                    };
            placements.add(placement(marker.at(), marker.length(), clause));
        }
        String appended = appended(markers);
        if (!appended.isEmpty()) {
            String clause = gap(view.length) + SEPARATOR + LINE_END + appended;
            placements.add(placement(view.length, 0, clause));
        }
        return placements;
    }

    private String appended(List<Marker> markers) {
        String a = Marker.has(markers, Marker.Kind.INFO) ? "" : blocks.information();
        String b = Marker.has(markers, Marker.Kind.UNSUBSCRIBE) ? "" : blocks.opposition();
        return a.isEmpty() || b.isEmpty() ? a + b : a + LINE_END + b;
    }

    private Placement placement(int at, int length, String clause) {
        boolean ascii = charset.unit() == 1 && blocks.isAscii();
        return text.placement(
                at,
                length,
                new CopyTemplate(
                        Enriched.escaped(clause, text.leaf().type().name()),
                        ascii ? StandardCharsets.US_ASCII : charset.charset(),
                        false));
    }

    /**
     * Whether the leaf is 7-bit as it stands and the clauses are too, save for typography: then a
     * plain dash keeps every octet of the sender's as it was, where an em dash would have the whole
     * leaf re-encoded.
     */
    private boolean staysSevenBit(Clauses clauses) {
        Part leaf = text.leaf();
        return text.decoded() instanceof PlainText
                && clauses.simple().isAscii()
                && !leaf.body().eightBit()
                && !leaf.hasLongLines();
    }

    /** Text that is pure ASCII is the same text in UTF-8 (I-14). */
    private boolean isPureAscii() {
        return text.charset().equals(TextCharset.US_ASCII) && !Octets.of(view).hasEightBit();
    }

    /** Whether the charset can carry the wording, strictly (I-16). */
    private boolean fits(ClauseBlocks wanted) {
        return switch (charset.kind()) {
            case SIMPLE -> wanted.isAscii() || charset.canEncode(wanted.both());
            case UTF_16, UTF_32 -> true;
            case MULTIBYTE, ISO_2022_JP, UNKNOWN, FOREIGN, UNREADABLE -> wanted.isAscii();
        };
    }

    /**
     * The line ends that make an empty line before {@code at}; that empty line also ends a flowed
     * paragraph (RFC 3676 section 4.1), which ours must not join.
     */
    private String gap(int at) {
        if (at == 0) {
            return "";
        }
        return view[at - 1] == '\n' ? LINE_END : LINE_END + LINE_END;
    }
}
