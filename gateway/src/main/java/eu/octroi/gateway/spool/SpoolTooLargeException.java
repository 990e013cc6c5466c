// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/**
 * The message with the edits of all its copies is larger than a segment and never fits: 552. Fewer
 * recipients at a time, or a larger {@code spool.segment-size}, make it fit.
 */
public final class SpoolTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoolTooLargeException(String message) {
        super(message);
    }
}
