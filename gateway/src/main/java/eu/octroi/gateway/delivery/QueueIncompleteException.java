// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

/**
 * After a start not everything that waits in the spool is queued yet. Its message is for people.
 */
public final class QueueIncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    QueueIncompleteException(int toCome) {
        super(toCome + " messages of before the start are still being queued");
    }
}
