// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.credentials;

/** A credential could not be added or revoked; the message says why, to a person. */
public final class CredentialException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CredentialException(String message) {
        super(message);
    }
}
