// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.web;

/** An HTTP port that cannot be opened, or a file it needs. */
public final class WebException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WebException(String message, Throwable cause) {
        super(message, cause);
    }
}
