// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts clauses A and B, as two blocks, into one displayed text: where its markers stand, else at
 * its end. Confined to one plan.
 */
final class TextEditor {
    private final EditList edits;
    private final LeafEncoder encoder;
    private final Clauses clauses;
    private final ToolFooters footers;
    private final PixelRule pixels;

    TextEditor(
            Octets message,
            EditList edits,
            Clauses clauses,
            ToolFooters footers,
            PixelRule pixels) {
        this.edits = edits;
        this.encoder = new LeafEncoder(message, edits);
        this.clauses = clauses;
        this.footers = footers;
        this.pixels = pixels;
    }

    void edit(Part leaf) {
        LeafText text = LeafText.of(encoder.message(), leaf);
        text.check();
        List<Marker> markers = Marker.find(text.view());
        List<Placement> placements = new ArrayList<>();
        boolean relabelled = text.recoded();
        if (text.isHtml()) {
            placements.addAll(HtmlClauses.in(text, markers, clauses, pixels));
        } else {
            PlainClauses plain = new PlainClauses(text, clauses);
            placements.addAll(plain.placements(markers));
            relabelled |= plain.relabelled();
        }
        footers.cut(text)
                .ifPresent(
                        cut -> {
                            // A pixel inside the footer goes with it.
                            placements.removeIf(
                                    p ->
                                            p.text().isEmpty()
                                                    && p.at() >= cut.at()
                                                    && p.end() <= cut.end());
                            placements.add(cut);
                            edits.note("tool-footer=removed");
                        });
        placements.sort(Comparator.comparingInt(Placement::at));
        if (relabelled) {
            relabel(leaf);
        }
        encode(text, placements, markers.stream().anyMatch(m -> m.kind().isUrl()));
    }

    /** Takes the tracking pixels out of a text that gets no clauses. */
    void strip(PixelsBeside.Html html) {
        LeafText text = LeafText.of(encoder.message(), html.leaf());
        text.check();
        if (text.recoded()) {
            relabel(html.leaf());
        }
        encode(text, HtmlClauses.without(text, html.seen(), html.place(), List.of()), false);
    }

    private void encode(LeafText text, List<Placement> placements, boolean urls) {
        Part leaf = text.leaf();
        boolean eightBit = placements.stream().anyMatch(p -> p.text().hasEightBit());
        boolean quote =
                switch (text.decoded()) {
                    case PlainText _ ->
                            eightBit || urls || leaf.body().eightBit() || leaf.hasLongLines();
                    case QuotedPrintableText _ -> leaf.hasLongLines();
                    case Base64Text _ -> false;
                    case RecodedText _ -> true;
                };
        if (quote) {
            encoder.quote(leaf, text.decoded(), placements);
            SignedForm.label(edits, leaf, "quoted-printable");
        } else {
            encoder.keep(leaf, text.decoded(), placements);
            SignedForm.labelSevenBit(edits, leaf);
        }
    }

    /** Says that the leaf is UTF-8. */
    private void relabel(Part leaf) {
        if (!leaf.type().declared()) {
            edits.setField(leaf, "Content-Type", "text/plain; charset=utf-8");
            return;
        }
        MediaType.Parameter charset = leaf.type().parameters().get("charset");
        if (charset != null) {
            edits.replace(charset.start(), charset.end(), Octets.of("utf-8").array());
            return;
        }
        int end = leaf.header().first("content-type").orElseThrow().valueEnd();
        String semicolon = endsInSemicolon(end) ? "" : ";";
        edits.replace(end, end, Octets.of(semicolon + " charset=utf-8").array());
    }

    private boolean endsInSemicolon(int end) {
        Octets message = encoder.message();
        int at = end - 1;
        while (message.at(at) == ' ' || message.at(at) == '\t') {
            at--;
        }
        return message.at(at) == ';';
    }
}
