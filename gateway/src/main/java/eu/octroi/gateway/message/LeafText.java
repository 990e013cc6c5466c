// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;
import eu.octroi.gateway.domain.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
            // Without a mark, some believe RFC 2781 section 4.3 and some take it for little-endian.
            case UTF_16, UTF_32 -> !isOrdered(leaf) && !isMarked(DecodedText.of(message, leaf));
            case UNKNOWN -> {
                Octets text = Octets.of(DecodedText.of(message, leaf).octets());
                boolean html = leaf.type().name().equals("text/html");
                yield text.indexOf(ESCAPE, 0) >= 0 || (html && text.hasEightBit());
            }
            default -> false;
        };
    }

    private static boolean isOrdered(Part leaf) {
        String name = leaf.type().value("charset").orElse("").strip().toLowerCase(Locale.ROOT);
        return name.startsWith("utf-") && (name.endsWith("le") || name.endsWith("be"));
    }

    private static boolean isMarked(DecodedText text) {
        byte[] octets = text.octets();
        return isUtf16Marked(octets)
                || (octets.length > 3
                        && octets[0] == 0
                        && octets[1] == 0
                        && isUtf16Marked(new byte[] {octets[2], octets[3]}));
    }

    /** What the leaf says, where {@link TextCharset#charset} is what can be added to it. */
    private static Charset declared(Part leaf) {
        return Charset.forName(leaf.type().value("charset").orElseThrow().strip());
    }

    private static LeafText asIs(Part leaf, DecodedText decoded, TextCharset charset, byte[] view) {
        return new LeafText(leaf, decoded, charset, view, false);
    }

    /** The byte order mark decides, else the name, else RFC 2781 section 4.3: big-endian. */
    private static LeafText wide(Part leaf, DecodedText decoded, TextCharset declared) {
        byte[] octets = decoded.octets();
        int unit = declared.unit();
        if (octets.length % unit != 0) {
            throw Refusal.structure("a text that ends within a character of its charset");
        }
        boolean little = isLittleEndian(octets, unit, declared.charset());
        Charset written =
                switch (unit) {
                    case 2 -> little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
                    default -> little ? StandardCharsets.UTF_32LE : StandardCharsets.UTF_32BE;
                };
        return asIs(
                leaf,
                decoded,
                new TextCharset(written, declared.kind()),
                CharsetView.wide(octets, unit, !little));
    }

    private static boolean isLittleEndian(byte[] octets, int unit, Charset declared) {
        if (octets.length >= unit && octets[0] == (byte) 0xff && octets[1] == (byte) 0xfe) {
            return true;
        }
        boolean bigMark =
                octets.length >= unit
                        && octets[unit - 2] == (byte) 0xfe
                        && octets[unit - 1] == (byte) 0xff;
        return !bigMark && declared.name().endsWith("LE");
    }

    private static LeafText recoded(Part leaf, DecodedText decoded, Charset charset) {
        try {
            byte[] octets =
                    charset.newDecoder()
                            .decode(ByteBuffer.wrap(decoded.octets()))
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
            DecodedText text = new RecodedText(octets, leaf.body());
            return new LeafText(leaf, text, TextCharset.UTF_8, octets, true);
        } catch (CharacterCodingException broken) {
            throw Refusal.structure("a text with octets that are no character of its charset");
        }
    }

    /** Refuses what no text to be shown may hold. */
    void check() {
        int control = OctetSearch.indexOfEither(view, '\0', (char) ESCAPE, 0, view.length);
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
