// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.suppression.ImportProgress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts lines and octets as the API takes them. Used by one thread at a time. */
final class CountedInput extends FilterInputStream {
    private final ImportProgress progress;
    private long lines;
    private long bytes;

    CountedInput(InputStream in, ImportProgress progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        for (int i = offset; i < offset + count; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
        }
        if (count > 0) {
            bytes += count;
            progress.at(lines, bytes);
        }
        return count;
    }

    /** The input is the caller's and stays open. */
    @Override
    public void close() {
        progress.at(lines, bytes);
    }
}
