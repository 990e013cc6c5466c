// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

/** The suppression list cannot answer now; whoever asked must not send (B-03). */
public final class SuppressionUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SuppressionUnavailableException(String message) {
        super(message);
    }

    public SuppressionUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
