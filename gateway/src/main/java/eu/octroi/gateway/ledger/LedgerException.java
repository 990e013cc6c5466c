// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

/** The ledger could not be opened, read or written. Nothing it had committed is affected. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
