// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web.pages;

import java.util.List;

/** What the status page shows, as text. Immutable. */
public record StatusView(
        boolean ready,
        String version,
        String uptime,
        String now,
        List<Figure> tiles,
        List<Figure> refusals,
        List<Line> decisions,
        List<Part> parts,
        List<Figure> addresses) {
    public StatusView {
        tiles = List.copyOf(tiles);
        refusals = List.copyOf(refusals);
        decisions = List.copyOf(decisions);
        parts = List.copyOf(parts);
        addresses = List.copyOf(addresses);
    }

    /** A name and what stands beside it. */
    public record Figure(String name, String figure) {}

    /** One decision. */
    public record Line(
            String at, String message, String credential, String outcome, String detail) {}

    /** One component. */
    public record Part(String name, boolean ready, String detail) {}
}
