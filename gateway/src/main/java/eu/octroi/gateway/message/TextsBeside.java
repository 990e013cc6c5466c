// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at what is shown beside the texts that get the clauses: none may hide them, and the
 * tracking pixels in it are found (H-24). Confined to one plan.
 */
final class TextsBeside {
    /** Of mail forwarded within forwarded mail; each is read once for every one around it. */
    static final int FORWARDED_DEPTH_MAX = 8;

    /** HTML that some mail programs show and nobody here edits. */
    private static final Set<String> PAGES = Set.of("application/xhtml+xml", "text/watch-html");

    private final Octets message;
    private final int depth;
    private final List<PixelsBeside.Html> pixels = new ArrayList<>();
    private final Set<String> unread = new LinkedHashSet<>();

    TextsBeside(Octets message) {
        this(message, 0);
    }

    private TextsBeside(Octets message, int depth) {
        this.message = message;
        this.depth = depth;
    }

    PixelsBeside pixels() {
        return new PixelsBeside(pixels, List.copyOf(unread));
    }

    /**
     * Mail programs show the texts of a message as one page, so none may hide what stands before or
     * after it.
     *
     * @param fixed whether no octet of the part may change
     */
    void check(Part part, boolean fixed) {
        PartKind kind = PartKind.of(part);
        boolean shown = !part.disposition().equals("attachment");
        if (PartKind.isOutlookText(part)) {
            unread.add("winmail.dat");
        } else if (kind == PartKind.ENCRYPTED) {
            unread.add("encrypted");
        } else if (shown && part.type().name().equals("text/html")) {
            html(part, fixed);
        } else if (shown && PAGES.contains(part.type().name())) {
            page(part);
        } else if (shown && kind == PartKind.RICHER) {
            unread.add("amp");
        } else if (shown && part.type().isForwarded() && part.body().length() > 0) {
            forwarded(part);
        }
        if (kind == PartKind.ALTERNATIVE
                && part.children().stream().anyMatch(c -> PartKind.of(c) == PartKind.RICHER)) {
            throw Refusal.structure("an alternative that is shown before all others, not edited");
        }
        boolean inside = fixed || SignedForm.isOpaque(part);
        part.children().forEach(child -> check(child, inside));
    }

    private void html(Part part, boolean fixed) {
        boolean odd = PartKind.isOddText(part);
        List<byte[]> readings =
                odd
                        ? List.of(PlainText.of(message, part.body()).octets())
                        : LeafText.readings(message, part);
        boolean clear = !odd && readings.size() == 1 && !LeafText.isUnreadable(message, part);
        if (!clear) {
            unread.add(odd ? "encoding" : "charset");
        }
        // A text with a file name is a file for some programs and shown by others (I-04).
        boolean kept = fixed || !clear || part.named() || part.isAttachment();
        for (byte[] html : readings) {
            TrackingPixels seen = new TrackingPixels();
            // What is forwarded is shown in a frame of its own.
            HtmlPlace place = HtmlPlace.find(html, List.of(), depth == 0, seen);
            add(new PixelsBeside.Html(part, seen, place, kept));
        }
    }

    /** What cannot be followed here hides nothing of ours, but perhaps a pixel. */
    private void page(Part part) {
        TrackingPixels seen = new TrackingPixels();
        try {
            byte[] html = DecodedText.of(message, part).octets();
            HtmlPlace place = HtmlPlace.find(html, List.of(), false, seen);
            add(new PixelsBeside.Html(part, seen, place, true));
        } catch (Refusal odd) {
            unread.add(part.type().name());
        }
    }

    private void forwarded(Part part) {
        if (depth == FORWARDED_DEPTH_MAX) {
            unread.add("forwarded");
            return;
        }
        try {
            Octets mail = content(part);
            TextsBeside inside = new TextsBeside(mail, depth + 1);
            inside.look(mail);
            pixels.addAll(inside.pixels);
            unread.addAll(inside.unread);
        } catch (Refusal odd) {
            unread.add("forwarded");
        }
    }

    /** RFC 2046 section 5.2.1 forbids other encodings; some programs decode them all the same. */
    private Octets content(Part part) {
        return PartKind.isIdentity(part.encoding())
                ? message.slice(part.body().start(), part.body().end())
                : Octets.of(DecodedText.of(message, part).octets());
    }

    /** What is refused here was found in part. */
    private void look(Octets mail) {
        try {
            check(new PartScanner(mail).scan(), true);
        } catch (Refusal odd) {
            unread.add("forwarded");
        }
    }

    private void add(PixelsBeside.Html html) {
        if (!html.seen().found().isEmpty()) {
            pixels.add(html);
        }
    }

    /** What follows the message in its wrapper would go on with a header that is cut off. */
    static void checkEnd(Part part) {
        if (!part.header().hasEmptyLine()) {
            throw Refusal.structure("a part has no end of header");
        }
        part.children().forEach(TextsBeside::checkEnd);
    }
}
