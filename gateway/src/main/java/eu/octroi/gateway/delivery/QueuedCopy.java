// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.StreamId;

/**
 * One copy that waits to be delivered. Immutable.
 *
 * @param index of the copy within its message
 * @param expiresAt nanoseconds of the ticker, fixed when it was queued, so that a jump of the wall
 *     clock expires nothing
 * @param attempts how often it was tried since the process started
 * @param restarts how often in a row a kept connection went away before its first word about it
 */
record QueuedCopy(QueuedMessage message, int index, long expiresAt, int attempts, int restarts) {
    StreamId stream() {
        return message.stream();
    }

    QueuedCopy tried() {
        return new QueuedCopy(message, index, expiresAt, attempts + 1, 0);
    }

    QueuedCopy restarted() {
        return new QueuedCopy(message, index, expiresAt, attempts, restarts + 1);
    }

    boolean isExpired(long now) {
        return expiresAt - now <= 0;
    }
}
