// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The copies to one domain. Immutable.
 *
 * @param destination the recipients' domain
 * @param copies by where they stand; every state has its number
 * @param oldest when the oldest was accepted
 * @param nextTry when the first of the retrying ones is tried again
 * @param lastReply of the copy that was tried most often; empty if none was
 */
public record DestinationQueue(
        String destination,
        Map<CopyState, Integer> copies,
        Instant oldest,
        Optional<Instant> nextTry,
        String lastReply) {
    public DestinationQueue {
        copies = Map.copyOf(copies);
    }

    public int total() {
        return copies.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int count(CopyState state) {
        return copies.getOrDefault(state, 0);
    }
}
