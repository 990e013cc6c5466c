// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.List;

/**
 * The tracking pixels in what is shown beside the texts that get the clauses. Immutable once made.
 *
 * @param html each text that holds some
 * @param unread what is shown perhaps and cannot be looked into, in words for the ledger
 */
record PixelsBeside(List<Html> html, List<String> unread) {
    /**
     * One text.
     *
     * @param leaf in the message, or in one that is forwarded in it
     * @param place where clauses would go
     * @param fixed whether no octet of it may change
     */
    record Html(Part leaf, TrackingPixels seen, HtmlPlace place, boolean fixed) {}

    PixelsBeside {
        html = List.copyOf(html);
        unread = List.copyOf(unread);
    }
}
