// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.caps.CapClaim;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Verdict;

/**
 * A copy read and ready for the wire. Its body is off the heap: whoever drops the payload before it
 * is written releases it. Event-loop confined once loaded.
 *
 * @param accepted what was decided when it was accepted
 */
record Payload(
        QueuedCopy copy, Origin origin, Verdict accepted, Transaction transaction, WireBody body) {
    CapClaim claim() {
        return new CapClaim(copy.id(), origin, transaction.to());
    }
}
