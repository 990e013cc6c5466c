// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

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
        for (TrackingPixels.Found pixel : pixels.apply(seen, markers)) {
            placements.add(placement(text, pixel.from(), pixel.to() - pixel.from(), ""));
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
