// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Origin;

/**
 * A copy read and ready for the wire. Its body is off the heap: whoever drops the payload before it
 * is written releases it. Event-loop confined once loaded.
 */
record Payload(QueuedCopy copy, Origin origin, Transaction transaction, WireBody body) {}
