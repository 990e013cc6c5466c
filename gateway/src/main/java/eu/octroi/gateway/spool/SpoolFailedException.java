// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import org.jspecify.annotations.Nullable;

/** The spool could not write, force or read: 451. What was asked is not known to be on disk. */
public sealed class SpoolFailedException extends RuntimeException permits SpoolCorruptException {
    private static final long serialVersionUID = 1;

    SpoolFailedException(String message) {
        super(message);
    }

    SpoolFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
