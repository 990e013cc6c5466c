// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A text leaf, decoded, and what is searched in it: the view holds one octet for each unit of the
 * text, ASCII where the text is ASCII and above 0x7f elsewhere, so that one tokenizer of octets
 * finds the same places in every charset (I-19). Immutable.
 */
final class LeafText {
    private static final byte ESCAPE = 0x1b;

    private final Part leaf;
    private final DecodedText decoded;
    private final TextCharset charset;
    private final byte[] view;
    private final boolean recoded;

    private LeafText(
            Part leaf, DecodedText decoded, TextCharset charset, byte[] view, boolean recoded) {
        this.leaf = leaf;
        this.decoded = decoded;
        this.charset = charset;
        this.view = view;
        this.recoded = recoded;
    }

    /** A text that its charset or encoding does not explain is refused. */
    static LeafText of(Octets message, Part leaf) {
        DecodedText decoded = DecodedText.of(message, leaf);
        TextCharset charset = TextCharset.of(leaf.type());
        return switch (charset.kind()) {
            case SIMPLE, UNKNOWN, UNREADABLE -> asIs(leaf, decoded, charset, decoded.octets());
            case MULTIBYTE ->
                    asIs(
                            leaf,
                            decoded,
                            charset,
                            CharsetView.multibyte(decoded.octets(), charset.charset()));
            case ISO_2022_JP ->
                    CharsetView.iso2022jp(decoded.octets())
                            .map(view -> asIs(leaf, decoded, charset, view))
                            .orElseGet(() -> recoded(leaf, decoded, declared(leaf)));
            case UTF_16, UTF_32 -> wide(leaf, decoded, charset);
            case FOREIGN -> recoded(leaf, decoded, charset.charset());
        };
    }

    /**
     * Whether mail programs may read the text in ways that cannot be followed here (I-17, I-20).
     */
    static boolean isUnreadable(Octets message, Part leaf) {
        return switch (TextCharset.of(leaf.type()).kind()) {
            case UNREADABLE -> true;
            case UTF_16, UTF_32 -> order(leaf, encoded(DecodedText.of(message, leaf))).isEmpty();
            case UNKNOWN -> {
                Octets text = Octets.of(DecodedText.of(message, leaf).octets());
                boolean html = leaf.type().name().equals("text/html");
                yield text.indexOf(ESCAPE, 0) >= 0 || (html && text.hasEightBit());
            }
            default -> false;
        };
    }

    /**
     * Wide text as it stands is none: RFC 2781 allows it in encodings of octets alone, and what is
     * added to it would bring NUL and bare line ends.
     */
    private static DecodedText encoded(DecodedText text) {
        return switch (text) {
            case PlainText _ ->
                    throw Refusal.structure(
                            "a text in UTF-16 or UTF-32 outside base64 and quoted-printable");
            case Base64Text _, QuotedPrintableText _, RecodedText _ -> text;
        };
    }

    /** What programs search HTML in, where they do not all read the text in the same way. */
    static List<byte[]> readings(Octets message, Part leaf) {
        LeafText text = of(message, leaf);
        if (text.charset.unit() == 1 || order(leaf, text.decoded).isPresent()) {
            return List.of(text.view);
        }
        byte[] other = CharsetView.wide(text.decoded.octets(), text.charset.unit(), false);
        return List.of(text.view, other);
    }

    private static Optional<ByteOrder> order(Part leaf, DecodedText decoded) {
        return UnitOrder.of(
                decoded.octets(),
                TextCharset.of(leaf.type()).unit(),
                leaf.type().value("charset").orElse(""));
    }

    /** What the leaf says, where {@link TextCharset#charset} is what can be added to it. */
    private static Charset declared(Part leaf) {
        return Charset.forName(leaf.type().value("charset").orElseThrow().strip());
    }

    private static LeafText asIs(Part leaf, DecodedText decoded, TextCharset charset, byte[] view) {
        return new LeafText(leaf, decoded, charset, view, false);
    }

    /** In the order of its octets; in the one of RFC 2781 section 4.3 where nothing names it. */
    private static LeafText wide(Part leaf, DecodedText decoded, TextCharset declared) {
        byte[] octets = encoded(decoded).octets();
        int unit = declared.unit();
        if (octets.length % unit != 0) {
            throw Refusal.structure("a text that ends within a character of its charset");
        }
        boolean big = order(leaf, decoded).orElse(ByteOrder.BIG_ENDIAN) == ByteOrder.BIG_ENDIAN;
        Charset written =
                unit == 2
                        ? big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE
                        : big ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE;
        decoded(octets, written);
        byte[] view = CharsetView.wide(octets, unit, big);
        return asIs(leaf, decoded, new TextCharset(written, declared.kind()), view);
    }

    private static LeafText recoded(Part leaf, DecodedText decoded, Charset charset) {
        byte[] octets =
                decoded(decoded.octets(), charset).toString().getBytes(StandardCharsets.UTF_8);
        DecodedText text = new RecodedText(octets, leaf.body());
        return new LeafText(leaf, text, TextCharset.UTF_8, octets, true);
    }

    /** What is half a character for one program hides what follows from another. */
    private static CharBuffer decoded(byte[] octets, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(octets));
        } catch (CharacterCodingException broken) {
            throw Refusal.structure("a text with octets that are no character of its charset");
        }
    }

    /** Refuses what no text to be shown may hold. */
    void check() {
        int control = OctetSearch.indexOfRare(view, '\0', (char) ESCAPE, 0, view.length);
        if (control < view.length) {
            // Terminals obey an escape code, and some mail programs change the charset at it.
            throw Refusal.structure(
                    view[control] == 0 ? "a text with a NUL" : "a text with an escape code");
        }
        Enriched.check(Octets.of(view), leaf.type().name());
        if (charset.unit() == 1 && isUtf16Marked(decoded.octets())) {
            // Browsers believe the mark and not the declared charset.
            throw Refusal.structure("a text that begins with a mark of UTF-16");
        }
        if (charset.kind() == TextCharset.Kind.UTF_32 && isHtml()) {
            CharsetView.checkApart(decoded.octets(), view);
        }
    }

    private static boolean isUtf16Marked(byte[] octets) {
        int mark = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    Part leaf() {
        return leaf;
    }

    DecodedText decoded() {
        return decoded;
    }

    /** In which what is added is written. */
    TextCharset charset() {
        return charset;
    }

    /** Read only. */
    byte[] view() {
        return view;
    }

    /** Whether the text is UTF-8 now, although the leaf declares something else. */
    boolean recoded() {
        return recoded;
    }

    boolean isHtml() {
        return leaf.type().name().equals("text/html");
    }

    /** A placement at a place of the view. */
    Placement placement(int at, int length, CopyTemplate template) {
        int unit = charset.unit();
        return new Placement(at * unit, length * unit, template);
    }
}
