// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of somebody else's spool: nothing here can change it. Thread-safe. */
final class ReadOnlyFile implements SpoolFile {
    private final FileChannel channel;

    ReadOnlyFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void write(ByteBuffer source, long at) {
        throw new NonWritableChannelException();
    }

    @Override
    public void read(ByteBuffer target, long at) throws IOException {
        long from = at;
        while (target.hasRemaining()) {
            int count = channel.read(target, from);
            if (count < 0) {
                return;
            }
            from += count;
        }
    }

    @Override
    public void force() {
        throw new NonWritableChannelException();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
