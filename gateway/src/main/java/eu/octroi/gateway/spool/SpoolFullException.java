// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/** There is no room for this message now: 452. The spool accepts again by itself. */
public final class SpoolFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoolFullException(String message) {
        super(message);
    }
}
