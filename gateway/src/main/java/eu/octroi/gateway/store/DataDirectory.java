// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.FileTrouble;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds everything the gateway knows, owned by one process at a time.
 *
 * <p>Ownership is an exclusive lock of the operating system on the file {@code lock}: it ends with
 * the process, however that ends, so no stale lock has to be removed. A directory made here is
 * readable by its owner alone (0700); an existing one keeps its mode, because it may be a mount
 * point that others enter. Thread-safe.
 */
public final class DataDirectory implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String LOCK = "lock";

    private final Path root;
    private final FileChannel lock;
    private final boolean isNew;

    private DataDirectory(Path root, FileChannel lock, boolean isNew) {
        this.root = root;
        this.lock = lock;
        this.isNew = isNew;
    }

    /**
     * Takes the directory, making it when it is not there.
     *
     * @throws DataDirectoryLockedException when a process has it already, this one included
     */
    public static DataDirectory open(Path root) {
        try {
            boolean isNew = isMissingOrEmpty(root);
            makePrivate(root);
            return new DataDirectory(root.toAbsolutePath().normalize(), lock(root), isNew);
        } catch (IOException e) {
            throw new StoreException(
                    "the data directory " + root + " cannot be made or used: " + FileTrouble.of(e),
                    e);
        }
    }

    /** The directory itself, absolute. */
    public Path root() {
        return root;
    }

    /** The path of something in it. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** Whether nothing was there before: an empty suppression list, which start-up must say. */
    public boolean isNew() {
        return isNew;
    }

    /** Gives the directory up; the lock ends. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("the lock of " + root + " cannot be given up", e);
        }
    }

    private static boolean isMissingOrEmpty(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(root)) {
            return inside.allMatch(path -> path.endsWith(LOCK));
        }
    }

    private static void makePrivate(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(root, PosixFilePermissions.asFileAttribute(owner));
        } else if (Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.warn("event=data-directory-readable path={} advice=\"chmod 700\"", root);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock taken = channel.tryLock();
            if (taken != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new DataDirectoryLockedException(root, e);
        }
        channel.close();
        throw new DataDirectoryLockedException(root);
    }
}
