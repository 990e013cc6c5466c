// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** The sum of a whole file, by which the next start sees every changed bit. Thread-safe. */
public final class FileSum {
    private static final int BUFFER = 1 << 20;

    private FileSum() {}

    /** Forces the file to the disk and sums it up; blocking. */
    public static long forceAndSum(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
            return sum(channel);
        } catch (IOException e) {
            throw new StoreException("the file " + file + " cannot be forced: " + e, e);
        }
    }

    /** Sums the file up; blocking. */
    public static long sum(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return sum(channel);
        } catch (IOException e) {
            throw new StoreException("the file " + file + " cannot be read: " + e, e);
        }
    }

    private static long sum(FileChannel channel) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (channel.read(buffer) >= 0) {
            crc.update(buffer.flip());
            buffer.clear();
        }
        return crc.getValue();
    }
}
