// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.running;

/** A running gateway cannot be found, spoken to, or refused; the message is for a person. */
public final class GatewayUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GatewayUnreachableException(String message) {
        super(message);
    }

    public GatewayUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
