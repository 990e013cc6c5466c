// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

/** A key that cannot be read, made or used; the message names the file and what to do. */
public final class DkimException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DkimException(String message) {
        super(message);
    }

    public DkimException(String message, Throwable cause) {
        super(message, cause);
    }
}
