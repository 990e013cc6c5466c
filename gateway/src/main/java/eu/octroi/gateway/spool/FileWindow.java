// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads a segment through a buffer that moves along with the reader. Thread-confined. */
final class FileWindow {
    private final Segment segment;
    private final ByteBuffer buffer;
    private int start;

    FileWindow(Segment segment, int bytes) {
        this.segment = segment;
        this.buffer = ByteBuffer.allocate(bytes).limit(0);
    }

    /** A view of {@code length} octets, at most the window's; shorter at the end of the file. */
    ByteBuffer view(int at, int length) throws IOException {
        if (at < start || at + length > start + buffer.limit()) {
            load(at);
        }
        int from = Math.min(at - start, buffer.limit());
        return buffer.slice(from, Math.min(length, buffer.limit() - from));
    }

    byte[] copy(int at, int length) throws IOException {
        byte[] octets = new byte[length];
        for (int done = 0; done < length; ) {
            ByteBuffer part = view(at + done, Math.min(length - done, buffer.capacity()));
            if (!part.hasRemaining()) {
                throw new IOException("segment ends within a record");
            }
            int count = part.remaining();
            part.get(octets, done, count);
            done += count;
        }
        return octets;
    }

    int checksum(int at, int length) throws IOException {
        CRC32C checksum = new CRC32C();
        for (int done = 0; done < length; ) {
            ByteBuffer part = view(at + done, Math.min(length - done, buffer.capacity()));
            if (!part.hasRemaining()) {
                throw new IOException("segment ends within a record");
            }
            done += part.remaining();
            checksum.update(part);
        }
        return (int) checksum.getValue();
    }

    private void load(int at) throws IOException {
        buffer.clear();
        segment.read(buffer, at);
        buffer.flip();
        start = at;
    }
}
