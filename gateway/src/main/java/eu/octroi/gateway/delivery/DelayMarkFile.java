// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.SecretFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The moment in a file that survives kill -9 and power loss. Immutable; one thread at a time may
 * write.
 *
 * @param file with the moment as text; its directory is made when it is missing
 */
record DelayMarkFile(Path file) implements DelayMark {
    @Override
    public Instant read() {
        try {
            return Instant.parse(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return Instant.EPOCH;
        } catch (IOException | DateTimeException unreadable) {
            throw new DeliveryException("unreadable: " + file, unreadable);
        }
    }

    @Override
    public void write(Instant moment) {
        try {
            SecretFile.replace(file, (moment + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new DeliveryException("cannot be written: " + file, failed);
        }
    }
}
