// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

/** The listeners cannot be started; the message says what to correct. */
public final class SmtpServerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SmtpServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
