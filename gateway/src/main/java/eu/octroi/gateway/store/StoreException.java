// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

/** The record, its keys or its directory cannot be used; the message says what to do about it. */
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
