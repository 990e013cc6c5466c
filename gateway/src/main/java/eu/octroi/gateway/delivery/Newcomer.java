// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.StreamId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A copy that comes into the queue. Immutable.
 *
 * @param expiresAt nanoseconds of the ticker
 * @param isHeld whether a person holds it
 * @param mayHaveArrived whether an attempt of an earlier process may have left it there
 * @param domain of the recipient
 */
record Newcomer(
        QueuedMessage message,
        int index,
        long expiresAt,
        boolean isHeld,
        boolean mayHaveArrived,
        StreamId stream,
        Optional<CampaignId> campaign,
        String domain) {
    /** The copies of the message that are open. */
    static List<Newcomer> of(QueuedMessage message, Lifetime lifetime, boolean mayHaveArrived) {
        Acceptance acceptance = message.acceptance();
        long ends = lifetime.endsAt(acceptance);
        List<Newcomer> open = new ArrayList<>();
        for (int index = 0; index < acceptance.copies().size(); index++) {
            if (message.isOpen(index)) {
                open.add(
                        new Newcomer(
                                message,
                                index,
                                ends + Lifetime.extension(message, index),
                                message.hold(index).isPresent(),
                                mayHaveArrived,
                                acceptance.origin().stream(),
                                acceptance.origin().campaign(),
                                Selection.domain(acceptance.copies().get(index).to())));
            }
        }
        return open;
    }
}
