// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;

/**
 * One copy without an outcome, in somebody's hands. Immutable.
 *
 * @param row where it stands among all copies, until it ends
 * @param index of the copy within its message
 * @param expiresAt nanoseconds of the ticker, fixed when it was queued, so that a jump of the wall
 *     clock expires nothing
 * @param attempts how often it was tried since the process started
 * @param restarts how often in a row a kept connection went away before its first word about it
 * @param mayHaveArrived whether the reply to an attempt was lost, perhaps that of an earlier
 *     process
 * @param lastReply the next hop's last words, or why it waits; cut, and empty before either
 */
record QueuedCopy(
        int row,
        QueuedMessage message,
        int index,
        long expiresAt,
        int attempts,
        int restarts,
        boolean mayHaveArrived,
        String lastReply) {
    /** Kept for each copy that waits, so it is short. */
    static final int LAST_REPLY_MAX = 120;

    CopyId id() {
        return new CopyId(message.id(), index);
    }

    /** With its message read, perhaps for another of its copies. */
    QueuedCopy of(QueuedMessage read) {
        return new QueuedCopy(
                row, read, index, expiresAt, attempts, restarts, mayHaveArrived, lastReply);
    }

    QueuedCopy tried() {
        return new QueuedCopy(
                row, message, index, expiresAt, attempts + 1, 0, mayHaveArrived, lastReply);
    }

    QueuedCopy restarted() {
        return new QueuedCopy(
                row, message, index, expiresAt, attempts, restarts + 1, mayHaveArrived, lastReply);
    }

    QueuedCopy doubted() {
        return new QueuedCopy(row, message, index, expiresAt, attempts, restarts, true, lastReply);
    }

    QueuedCopy told(String reply) {
        String line = OneLine.of(reply, LAST_REPLY_MAX);
        // Most copies of a queue hear the same: the words are kept once as long as they repeat.
        return line.equals(lastReply)
                ? this
                : new QueuedCopy(
                        row, message, index, expiresAt, attempts, restarts, mayHaveArrived, line);
    }

    QueuedCopy expiringAt(long nanos) {
        return new QueuedCopy(
                row, message, index, nanos, attempts, restarts, mayHaveArrived, lastReply);
    }

    boolean isExpired(long now) {
        return expiresAt - now <= 0;
    }
}
