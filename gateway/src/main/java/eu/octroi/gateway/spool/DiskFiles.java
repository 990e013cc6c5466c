// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The file system of the machine. Thread-safe. */
public final class DiskFiles implements SpoolFiles {
    @Override
    public void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Override
    public SpoolFile open(Path file) throws IOException {
        return new DiskFile(
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        // Idempotent: it is asked again when only forcing the directory failed.
        Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long freeSpace(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private record DiskFile(FileChannel channel) implements SpoolFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            long to = at;
            while (source.hasRemaining()) {
                to += channel.write(source, to);
            }
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
        public void force() throws IOException {
            // fdatasync: it still writes a changed length, and the length of a segment never is.
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
