// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.ledger.RowId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where an export that broke off ends. */
final class ExportedFile {
    /** No line of an export is longer. */
    private static final int LINE_BYTES_MAX = 1 << 16;

    /** The id with which a line begins, in CSV and in JSON. */
    private static final Pattern ID =
            Pattern.compile("(?:\\{\"id\":\")?([0-9]{4}-[0-9]{2}/[0-9]+)\\b.*", Pattern.DOTALL);

    private ExportedFile() {}

    /**
     * The last row that was written whole; what follows it is cut off. Empty when there is none,
     * and then the file is emptied.
     *
     * @throws IOException when the file cannot be read or is no export
     */
    static Optional<RowId> end(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE)) {
            long from = Math.max(0, channel.size() - LINE_BYTES_MAX);
            ByteBuffer octets = ByteBuffer.allocate((int) (channel.size() - from));
            while (octets.hasRemaining() && channel.read(octets, from + octets.position()) >= 0) {
                // A read may bring less than was asked for.
            }
            String tail = new String(octets.array(), StandardCharsets.ISO_8859_1);
            int end = tail.lastIndexOf('\n') + 1;
            int start = end < 2 ? 0 : tail.lastIndexOf('\n', end - 2) + 1;
            Optional<RowId> id = id(tail.substring(start, end).strip());
            boolean isFirstLine = from + start == 0;
            if (id.isEmpty() && !isFirstLine) {
                throw new IOException("the last line of " + file + " is of no export");
            }
            channel.truncate(id.isEmpty() ? 0 : from + end);
            return id;
        }
    }

    private static Optional<RowId> id(String line) {
        Matcher begins = ID.matcher(line);
        return begins.matches() ? RowId.parse(begins.group(1)) : Optional.empty();
    }
}
