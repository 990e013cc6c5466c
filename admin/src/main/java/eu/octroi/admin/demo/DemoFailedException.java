// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

/** The demo itself could not go on; the message is a sentence for the person who started it. */
public final class DemoFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DemoFailedException(String message) {
        super(message);
    }

    DemoFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
