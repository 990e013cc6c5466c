// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Where clauses A and B go in an HTML text, as two blocks with styles of their own. */
final class HtmlClauses {
    private static final String LINE_END = "\r\n";

    private HtmlClauses() {}

    /** Refuses a text in which nobody would see them. */
    static List<Placement> in(
            LeafText text, List<Marker> markers, Clauses clauses, PixelRule pixels) {
        boolean information = !Marker.has(markers, Marker.Kind.INFO);
        boolean opposition = !Marker.has(markers, Marker.Kind.UNSUBSCRIBE);
        TrackingPixels seen = new TrackingPixels();
        HtmlPlace place = HtmlPlace.find(text.view(), markers, information || opposition, seen);
        String a = clauses.html().information();
        String b = clauses.html().opposition();
        List<Placement> placements = new ArrayList<>();
        if (!pixels.apply(seen, markers).isEmpty()) {
            placements.addAll(without(text, seen, place, markers));
        }
        for (Marker marker : markers) {
            String html =
                    switch (marker.kind()) {
                        case INFO -> LINE_END + a;
                        case UNSUBSCRIBE -> LINE_END + b;
                        case UNSUBSCRIBE_URL -> String.valueOf(Clauses.UNSUBSCRIBE);
                        case NOTICE_URL -> String.valueOf(Clauses.NOTICE);
                    };
            placements.add(placement(text, marker.at(), marker.length(), html));
        }
        if (information || opposition) {
            String closers = place.closers().isEmpty() ? "" : block(place.closers());
            String html = LINE_END + closers + (information ? a : "") + (opposition ? b : "");
            placements.add(placement(text, place.at(), 0, html));
        }
        return placements;
    }

    /** Takes the tracking pixels out of a text in which clauses would stand at {@code place}. */
    static List<Placement> without(
            LeafText text, TrackingPixels seen, HtmlPlace place, List<Marker> markers) {
        List<TrackingPixels.Found> gone = seen.found();
        if (seen.isEntangled(text.view(), gone)) {
            checkWithout(gone, text.view(), place, markers);
        }
        return gone.stream()
                .map(pixel -> placement(text, pixel.from(), pixel.to() - pixel.from(), ""))
                .toList();
    }

    /**
     * What stood on both sides of a pixel may be one tag or marker without it, or a comment may end
     * where its tag stood: the rest must read as it did.
     */
    private static void checkWithout(
            List<TrackingPixels.Found> pixels, byte[] html, HtmlPlace place, List<Marker> markers) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(html.length);
        int from = 0;
        int at = place.at();
        for (TrackingPixels.Found pixel : pixels) {
            rest.write(html, from, pixel.from() - from);
            from = pixel.to();
            at -= pixel.to() <= place.at() ? pixel.to() - pixel.from() : 0;
        }
        rest.write(html, from, html.length - from);
        byte[] octets = rest.toByteArray();
        List<Marker> same = Marker.find(octets);
        TrackingPixels left = new TrackingPixels();
        HtmlPlace again = HtmlPlace.find(octets, same, isAppended(markers), left);
        if (same.size() != markers.size()
                || !again.equals(new HtmlPlace(at, place.closers()))
                || !left.found().isEmpty()) {
            throw Refusal.structure("HTML that reads differently without its tracking pixel");
        }
    }

    private static boolean isAppended(List<Marker> markers) {
        return !Marker.has(markers, Marker.Kind.INFO)
                || !Marker.has(markers, Marker.Kind.UNSUBSCRIBE);
    }

    private static String block(String html) {
        return LineWrap.wrap(html, true) + LINE_END;
    }

    /** HTML is ASCII by its entities, whatever the charset says of other characters (I-26). */
    private static Placement placement(LeafText text, int at, int length, String html) {
        Charset charset =
                text.charset().unit() > 1 ? text.charset().charset() : StandardCharsets.US_ASCII;
        return text.placement(at, length, new CopyTemplate(html, charset, true));
    }
}
