// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.Editing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the stream wants done with tracking pixels (H-24). Confined to one plan. */
final class PixelRule {
    private static final int HOSTS_NOTED_MAX = 10;

    private final Editing.Pixels wanted;
    private final Set<String> hosts = new LinkedHashSet<>();
    private List<String> unread = List.of();
    private int stripped;
    private int left;
    private int kept;

    PixelRule(Editing.Pixels wanted) {
        this.wanted = wanted;
    }

    /** Those to take out of a text that gets clauses. */
    List<TrackingPixels.Found> apply(TrackingPixels seen, List<Marker> markers) {
        if (!goes(seen, false)) {
            return List.of();
        }
        checkMarkers(seen, markers);
        return seen.found();
    }

    /** Those texts beside the clauses that lose theirs. */
    List<PixelsBeside.Html> apply(PixelsBeside beside) {
        List<PixelsBeside.Html> edited =
                beside.html().stream().filter(html -> goes(html.seen(), html.fixed())).toList();
        if (wanted == Editing.Pixels.REFUSE && !beside.unread().isEmpty()) {
            throw Refusal.of(
                    Tag.CONTENT,
                    "tracking pixels cannot be looked for (%s)"
                            .formatted(beside.unread().getFirst()));
        }
        unread = wanted == Editing.Pixels.STRIP ? beside.unread() : List.of();
        return edited;
    }

    /**
     * @param fixed whether they have to stay whatever the stream wants
     */
    private boolean goes(TrackingPixels seen, boolean fixed) {
        int count = seen.found().size();
        if (count == 0) {
            return false;
        }
        hosts.addAll(seen.hosts());
        return switch (wanted) {
            case ALLOW -> {
                left += count;
                yield false;
            }
            case REFUSE ->
                    throw Refusal.of(
                            Tag.CONTENT, "a tracking pixel from " + seen.hosts().iterator().next());
            case STRIP -> {
                kept += fixed ? count : 0;
                stripped += fixed ? 0 : count;
                yield !fixed;
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

    /** Tells the ledger, by host and never by address. */
    void note(EditList edits) {
        note(edits, "pixels", stripped);
        note(edits, "pixels-left", left);
        note(edits, "pixels-kept", kept);
        hosts.stream()
                .limit(HOSTS_NOTED_MAX)
                .forEach(host -> edits.note("pixel-host=" + host.replaceAll("[^a-z0-9.-]", "?")));
        unread.forEach(what -> edits.note("pixels-unread=" + what));
    }

    private static void note(EditList edits, String what, int count) {
        if (count > 0) {
            edits.note(what + "=" + count);
        }
    }
}
