// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

/** Consents cannot be told now; whoever asked must not send (B-03). */
public final class ConsentUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConsentUnavailableException(String message) {
        super(message);
    }
}
