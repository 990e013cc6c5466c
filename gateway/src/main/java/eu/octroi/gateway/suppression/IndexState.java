// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.store.BootId;
import eu.octroi.gateway.store.StoreException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What stands beside the index file and says how far it can be trusted. Immutable.
 *
 * @param record the record it was made from
 * @param file name of the index file
 * @param capacity keys the file was made for
 * @param watermark every event up to here is in the file
 * @param boot the kernel run that wrote the file
 * @param checksum CRC-32C of the whole file after a clean close; empty while it is in use
 */
record IndexState(
        String record,
        String file,
        long capacity,
        long watermark,
        BootId boot,
        Optional<Long> checksum) {
    private static final String FORMAT = "1";
    private static final String NAME = "index.state";

    /** Reads the state in {@code directory}; empty when there is none that can be understood. */
    static Optional<IndexState> read(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Properties lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return parse(lines);
        } catch (IOException | IllegalArgumentException e) {
            SuppressionMeters.LOG.warn("event=suppression-state-unreadable file={}", file, e);
            return Optional.empty();
        }
    }

    /**
     * Replaces the state in {@code directory} in one step.
     *
     * @param forced whether to wait for the disk, so that it survives power loss
     */
    void write(Path directory, boolean forced) {
        Path fresh = directory.resolve(NAME + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
                if (forced) {
                    channel.force(true);
                }
            }
            Files.move(
                    fresh,
                    directory.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            if (forced) {
                force(directory);
            }
        } catch (IOException e) {
            throw new StoreException("the index state cannot be written in " + directory, e);
        }
    }

    /** Distrusts the index: the next start rebuilds it. */
    static void delete(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(NAME));
            force(directory);
        } catch (IOException e) {
            throw new StoreException("the index state cannot be removed in " + directory, e);
        }
    }

    IndexState at(long newWatermark) {
        return new IndexState(record, file, capacity, newWatermark, boot, Optional.empty());
    }

    IndexState inUse(BootId now) {
        return new IndexState(record, file, capacity, watermark, now, Optional.empty());
    }

    IndexState closed(long crc) {
        return new IndexState(record, file, capacity, watermark, boot, Optional.of(crc));
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    private static Optional<IndexState> parse(Properties lines) {
        if (!FORMAT.equals(lines.getProperty("format"))) {
            return Optional.empty();
        }
        return Optional.of(
                new IndexState(
                        value(lines, "record"),
                        value(lines, "file"),
                        Long.parseLong(value(lines, "capacity")),
                        Long.parseLong(value(lines, "watermark")),
                        new BootId(value(lines, "boot")),
                        Optional.ofNullable(lines.getProperty("crc32c")).map(Long::valueOf)));
    }

    private static String value(Properties lines, String key) {
        return Optional.ofNullable(lines.getProperty(key))
                .orElseThrow(() -> new IllegalArgumentException("no " + key));
    }

    private String text() {
        return """
        format=%s
        record=%s
        file=%s
        capacity=%d
        watermark=%d
        boot=%s
        %s\
        """
                .formatted(
                        FORMAT,
                        record,
                        file,
                        capacity,
                        watermark,
                        boot.value(),
                        checksum.map(crc -> "crc32c=" + crc + "\n").orElse(""));
    }
}
