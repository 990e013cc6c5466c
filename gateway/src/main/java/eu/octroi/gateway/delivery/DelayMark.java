// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The moment up to which senders of delayed messages were told, in a file that survives kill -9 and
 * power loss. Immutable; one thread at a time may write.
 *
 * @param file with the moment as text; its directory is made when it is missing
 */
record DelayMark(Path file) {
    /** The moment; the beginning of time when there is none, such as at the first start. */
    Instant read() {
        try {
            return Instant.parse(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return Instant.EPOCH;
        } catch (IOException | DateTimeException unreadable) {
            throw new DeliveryException("unreadable: " + file, unreadable);
        }
    }

    /** Returns once it is forced; blocking. */
    void write(Instant moment) {
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = directory.resolve(file.getFileName() + ".new");
            try (FileChannel out =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer text = StandardCharsets.US_ASCII.encode(moment + "\n");
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException failed) {
            throw new DeliveryException("cannot be written: " + file, failed);
        }
    }
}
