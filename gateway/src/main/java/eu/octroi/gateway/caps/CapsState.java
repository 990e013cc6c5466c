// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.SecretFile;
import eu.octroi.gateway.store.StoreException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The marker beside the map: it is there only after a clean close. Immutable.
 *
 * @param record the record under whose address key the map was made
 * @param capacity keys the file was made for
 * @param window the longest window for which slots were kept
 * @param checksum CRC-32C of the whole map
 */
record CapsState(String record, long capacity, Duration window, long checksum) {
    private static final String FORMAT = "1";
    private static final String NAME = "caps.state";
    private static final Logger LOG = LoggerFactory.getLogger(CapsState.class);

    /** Reads the marker; empty when there is none that can be understood. */
    static Optional<CapsState> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return FORMAT.equals(lines.getProperty("format"))
                    ? Optional.of(parse(lines))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("event=caps-state-unreadable file={}", file, e);
            return Optional.empty();
        }
    }

    /** Puts the marker there; survives power loss. */
    void write(Path directory) {
        try {
            SecretFile.replace(directory.resolve(NAME), text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreException("the marker of the caps cannot be written", e);
        }
    }

    /** From now on the map is in use, and what a crash leaves of it is not to be trusted. */
    static void delete(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(NAME));
            try (FileChannel folder = FileChannel.open(directory)) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new StoreException("the marker of the caps cannot be removed", e);
        }
    }

    private static CapsState parse(Properties lines) {
        return new CapsState(
                value(lines, "record"),
                Long.parseLong(value(lines, "capacity")),
                Duration.ofMillis(Long.parseLong(value(lines, "window-millis"))),
                Long.parseLong(value(lines, "crc32c")));
    }

    private static String value(Properties lines, String key) {
        return Objects.requireNonNull(lines.getProperty(key), key);
    }

    private String text() {
        return """
        format=%s
        record=%s
        capacity=%d
        window-millis=%d
        crc32c=%d
        """
                .formatted(FORMAT, record, capacity, window.toMillis(), checksum);
    }
}
