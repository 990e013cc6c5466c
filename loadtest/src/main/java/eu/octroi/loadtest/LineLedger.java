// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lines of TAB-separated fields appended to a file, each in one write before the call returns: what
 * was written survives the death of this process, not of the machine. Guarded by itself.
 */
final class LineLedger implements Closeable {
    private final FileChannel file;

    LineLedger(Path path) throws IOException {
        file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
    }

    void line(String... fields) throws IOException {
        ByteBuffer line =
                ByteBuffer.wrap(
                        (String.join("\t", fields) + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (file) {
            while (line.hasRemaining()) {
                file.write(line);
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
