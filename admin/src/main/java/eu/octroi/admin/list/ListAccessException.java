// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

/** The list cannot be reached or did not do as asked; the message is for a person. */
public final class ListAccessException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ListAccessException(String message) {
        super(message);
    }

    ListAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
