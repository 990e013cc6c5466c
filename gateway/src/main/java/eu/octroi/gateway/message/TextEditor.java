// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Puts clauses A and B, as two blocks, into one displayed text: where its markers stand, else at
 * its end. Confined to one plan.
 */
final class TextEditor {
    /** No boundary line, signature mark or quote begins like this. */
    private static final String SEPARATOR = "_".repeat(40);

    private static final byte ESCAPE = 0x1b;
    private static final String LINE_END = "\r\n";
    private static final byte[] INLINE_PGP = "-----BEGIN PGP ".getBytes(StandardCharsets.US_ASCII);

    private final EditList edits;
    private final LeafEncoder encoder;
    private final Clauses clauses;

    TextEditor(Octets message, EditList edits, Clauses clauses) {
        this.edits = edits;
        this.encoder = new LeafEncoder(message, edits);
        this.clauses = clauses;
    }

    void edit(Part leaf) {
        DecodedText text = DecodedText.of(encoder.message(), leaf);
        check(text.octets());
        List<Marker> markers = Marker.find(text.octets());
        TextCharset charset = TextCharset.of(leaf.type());
        List<Placement> placements =
                leaf.type().name().equals("text/html")
                        ? html(text.octets(), markers)
                        : plain(leaf, text, markers, charset);
        boolean urls = markers.stream().anyMatch(m -> m.kind().isUrl());
        encode(leaf, text, placements, urls);
    }

    private void encode(Part leaf, DecodedText text, List<Placement> placements, boolean urls) {
        boolean eightBit = placements.stream().anyMatch(p -> p.text().hasEightBit());
        boolean quote =
                switch (text) {
                    case PlainText _ ->
                            eightBit || urls || leaf.body().eightBit() || leaf.hasLongLines();
                    case QuotedPrintableText _ -> leaf.hasLongLines();
                    case Base64Text _ -> false;
                };
        if (quote) {
            encoder.quote(leaf, text, placements);
            SignedForm.label(edits, leaf, "quoted-printable");
        } else {
            encoder.keep(leaf, text, placements);
            SignedForm.labelSevenBit(edits, leaf);
        }
    }

    /** Refuses what no text to be shown may hold. */
    static void check(byte[] octets) {
        Octets text = Octets.of(octets);
        if (text.indexOf((byte) 0, 0) >= 0) {
            throw Refusal.structure("a text with a NUL");
        }
        if (text.indexOf(ESCAPE, 0) >= 0) {
            // Terminals obey it, and some mail programs change the charset at it.
            throw Refusal.structure("a text with an escape code");
        }
        if (isUtf16Marked(octets)) {
            // Browsers believe the mark and not the declared charset.
            throw Refusal.structure("a text that begins with a mark of UTF-16");
        }
        for (int at = text.indexOf((byte) '-', 0); at >= 0; at = text.indexOf((byte) '-', at + 1)) {
            int end = at + INLINE_PGP.length;
            if (end <= octets.length
                    && octets[end - 2] == 'P'
                    && text.slice(at, end).equals(Octets.of(INLINE_PGP))) {
                throw Refusal.structure("a text with PGP inside");
            }
        }
    }

    private static boolean isUtf16Marked(byte[] octets) {
        int mark = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    private List<Placement> html(byte[] octets, List<Marker> markers) {
        boolean information = !has(markers, Marker.Kind.INFO);
        boolean opposition = !has(markers, Marker.Kind.UNSUBSCRIBE);
        HtmlPlace place = HtmlPlace.find(octets, markers, information || opposition);
        String a = clauses.html().information();
        String b = clauses.html().opposition();
        List<Placement> placements = new ArrayList<>();
        for (Marker marker : markers) {
            String text =
                    switch (marker.kind()) {
                        case INFO -> LINE_END + a;
                        case UNSUBSCRIBE -> LINE_END + b;
                        case UNSUBSCRIBE_URL -> String.valueOf(Clauses.UNSUBSCRIBE);
                        case NOTICE_URL -> String.valueOf(Clauses.NOTICE);
                    };
            placements.add(html(marker.at(), marker.length(), text));
        }
        if (information || opposition) {
            String closers = place.closers().isEmpty() ? "" : htmlBlock(place.closers());
            String text = LINE_END + closers + (information ? a : "") + (opposition ? b : "");
            placements.add(html(place.at(), 0, text));
        }
        return sorted(placements);
    }

    private static String htmlBlock(String html) {
        return LineWrap.wrap(html, true) + LINE_END;
    }

    private static Placement html(int at, int length, String text) {
        return new Placement(at, length, new CopyTemplate(text, StandardCharsets.US_ASCII, true));
    }

    private List<Placement> plain(
            Part leaf, DecodedText text, List<Marker> markers, TextCharset declared) {
        byte[] octets = text.octets();
        EmptyLines.check(octets);
        ClauseBlocks wanted = staysSevenBit(leaf, text) ? clauses.simple() : clauses.plain();
        TextCharset charset = charset(leaf, octets, declared, wanted);
        ClauseBlocks blocks = charset == TextCharset.US_ASCII ? clauses.ascii() : wanted;
        String a = blocks.information();
        String b = blocks.opposition();
        List<Placement> placements = new ArrayList<>();
        for (Marker marker : markers) {
            String clause =
                    switch (marker.kind()) {
                        case INFO -> gap(octets, marker.at()) + a;
                        case UNSUBSCRIBE -> gap(octets, marker.at()) + b;
                        case UNSUBSCRIBE_URL -> String.valueOf(Clauses.UNSUBSCRIBE);
                        case NOTICE_URL -> String.valueOf(Clauses.NOTICE);
                    };
            placements.add(plain(marker.at(), marker.length(), clause, charset.charset()));
        }
        String appended =
                (has(markers, Marker.Kind.INFO) ? "" : a)
                        + (markers.stream().allMatch(m -> m.kind().isUrl()) ? LINE_END : "")
                        + (has(markers, Marker.Kind.UNSUBSCRIBE) ? "" : b);
        if (!appended.isEmpty()) {
            String clause = gap(octets, octets.length) + SEPARATOR + LINE_END + appended;
            placements.add(plain(octets.length, 0, clause, charset.charset()));
        }
        return sorted(placements);
    }

    /**
     * Whether the leaf is 7-bit as it stands and the clauses are too, save for typography: then a
     * plain dash keeps every octet of the sender's as it was, where an em dash would have the whole
     * leaf re-encoded.
     */
    private boolean staysSevenBit(Part leaf, DecodedText text) {
        return text instanceof PlainText
                && clauses.simple().isAscii()
                && !leaf.body().eightBit()
                && !leaf.hasLongLines();
    }

    private static Placement plain(int at, int length, String text, Charset charset) {
        return new Placement(at, length, new CopyTemplate(text, charset, false));
    }

    /**
     * The line ends that make an empty line before {@code at}; that empty line also ends a flowed
     * paragraph (RFC 3676 section 4.1), which ours must not join.
     */
    private static String gap(byte[] octets, int at) {
        if (at == 0) {
            return "";
        }
        return octets[at - 1] == '\n' ? LINE_END : LINE_END + LINE_END;
    }

    /** The charset to write in: US-ASCII asks for the ASCII texts (I-14 to I-16). */
    private TextCharset charset(
            Part leaf, byte[] octets, TextCharset declared, ClauseBlocks blocks) {
        if (blocks.isAscii()) {
            return declared == TextCharset.US_ASCII ? TextCharset.UTF_8 : declared;
        }
        String both = blocks.both();
        if (declared != TextCharset.US_ASCII) {
            return declared.canEncode(both) ? declared : TextCharset.US_ASCII;
        }
        if (Octets.of(octets).hasEightBit()) {
            return TextCharset.US_ASCII;
        }
        relabel(leaf);
        return TextCharset.UTF_8;
    }

    /** Text that is pure ASCII is the same text in UTF-8. */
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
        edits.replace(end, end, Octets.of("; charset=utf-8").array());
    }

    private static boolean has(List<Marker> markers, Marker.Kind kind) {
        return markers.stream().anyMatch(m -> m.kind() == kind);
    }

    private static List<Placement> sorted(List<Placement> placements) {
        placements.sort(Comparator.comparingInt(Placement::at));
        return placements;
    }
}
