// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.OctetSearch;

import java.util.ArrayList;
import java.util.List;

/**
 * A place a tool's template reserved for a clause or a link. Immutable.
 *
 * @param at offset in the decoded leaf
 */
record Marker(Kind kind, int at) {
    /** What the marker asks for. */
    enum Kind {
        INFO("{{octroi.info}}"),
        UNSUBSCRIBE("{{octroi.unsubscribe}}"),
        UNSUBSCRIBE_URL("{{octroi.unsubscribe_url}}"),
        NOTICE_URL("{{octroi.notice_url}}");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean isUrl() {
            return this == UNSUBSCRIBE_URL || this == NOTICE_URL;
        }
    }

    private static final String PREFIX = "{{octroi.";
    private static final int MARKERS_MAX = 100;

    int length() {
        return kind.text.length();
    }

    /** All markers in order; an unknown one, or a clause's second, is refused, never printed. */
    static List<Marker> find(byte[] text) {
        List<Marker> markers = List.of();
        int at = OctetSearch.indexOfRare(text, '{', 0, text.length);
        while (at < text.length) {
            int after = at + 1;
            if (isAt(text, at, PREFIX)) {
                Marker marker = read(text, at);
                markers = markers.isEmpty() ? new ArrayList<>() : markers;
                check(markers, marker);
                markers.add(marker);
                after = at + marker.length();
            }
            at = OctetSearch.indexOfRare(text, '{', after, text.length);
        }
        return markers;
    }

    static boolean has(List<Marker> markers, Kind kind) {
        return markers.stream().anyMatch(m -> m.kind == kind);
    }

    private static void check(List<Marker> before, Marker marker) {
        if (before.size() == MARKERS_MAX) {
            throw Refusal.structure("more than " + MARKERS_MAX + " markers in one text");
        }
        if (!marker.kind.isUrl() && before.stream().anyMatch(m -> m.kind == marker.kind)) {
            throw Refusal.structure("a clause marker stands twice in one text");
        }
    }

    private static Marker read(byte[] text, int at) {
        for (Kind kind : Kind.values()) {
            if (isAt(text, at, kind.text)) {
                return new Marker(kind, at);
            }
        }
        throw Refusal.structure("an unknown {{octroi.…}} marker");
    }

    private static boolean isAt(byte[] text, int at, String wanted) {
        if (at + wanted.length() > text.length) {
            return false;
        }
        for (int i = 0; i < wanted.length(); i++) {
            if (text[at + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
