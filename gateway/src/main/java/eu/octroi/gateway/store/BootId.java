// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which run of the kernel this is: as long as it is the same, what a killed process wrote into
 * mapped files is still there; after another boot it may be lost. Immutable.
 *
 * @param value opaque; compare only
 */
public record BootId(String value) {
    private static final Path SOURCE = Path.of("/proc/sys/kernel/random/boot_id");

    /** The running kernel's. */
    public static BootId current() {
        try {
            return new BootId(Files.readString(SOURCE).strip());
        } catch (IOException e) {
            throw new StoreException("the boot id cannot be read from " + SOURCE, e);
        }
    }
}
