// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

/**
 * A command could not do what it was asked. The message is one clear sentence and the next step,
 * printed as it stands; several lines where there are several problems.
 */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
