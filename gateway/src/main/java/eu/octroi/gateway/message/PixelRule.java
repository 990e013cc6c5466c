// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.Editing;

import java.util.List;

/** What the stream wants done with tracking pixels (H-24). Confined to one plan. */
final class PixelRule {
    private static final int HOSTS_NOTED_MAX = 10;

    private final Editing.Pixels wanted;
    private final EditList edits;

    PixelRule(Editing.Pixels wanted, EditList edits) {
        this.wanted = wanted;
        this.edits = edits;
    }

    /** Those to take out of the text; notes them for the ledger, by host and never by address. */
    List<TrackingPixels.Found> apply(TrackingPixels seen, List<Marker> markers) {
        if (seen.found().isEmpty()) {
            return List.of();
        }
        return switch (wanted) {
            case ALLOW -> {
                note("pixels-left", seen);
                yield List.of();
            }
            case REFUSE ->
                    throw Refusal.of(
                            Tag.CONTENT, "a tracking pixel from " + seen.hosts().iterator().next());
            case STRIP -> {
                checkMarkers(seen, markers);
                note("pixels", seen);
                yield seen.found();
            }
        };
    }

    private static void checkMarkers(TrackingPixels seen, List<Marker> markers) {
        for (TrackingPixels.Found pixel : seen.found()) {
            if (markers.stream().anyMatch(m -> m.at() >= pixel.from() && m.at() < pixel.to())) {
                throw Refusal.structure("a marker inside a tracking pixel");
            }
        }
    }

    private void note(String what, TrackingPixels seen) {
        edits.note(what + "=" + seen.found().size());
        seen.hosts().stream()
                .limit(HOSTS_NOTED_MAX)
                .forEach(host -> edits.note("pixel-host=" + host.replaceAll("[^a-z0-9.-]", "?")));
    }
}
