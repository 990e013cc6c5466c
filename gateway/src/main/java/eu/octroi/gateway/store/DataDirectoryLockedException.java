// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.nio.file.Path;

/** Another process owns the data directory: use its API, or stop it first. */
public final class DataDirectoryLockedException extends StoreException {
    DataDirectoryLockedException(Path root) {
        super(message(root));
    }

    DataDirectoryLockedException(Path root, Throwable cause) {
        super(message(root), cause);
    }

    private static String message(Path root) {
        return "the data directory %s is in use by another process: stop that one, or use its API"
                .formatted(root);
    }
}
