// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * How a secret is put on disk: readable by its owner alone, and there for good before it is used.
 */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            PosixFilePermissions.fromString("rwx------");

    private SecretFile() {}

    /**
     * Writes a new file with mode 0600: forced, renamed into place, its folder forced. After a
     * crash it is there whole or not at all. Folders that are missing are made with mode 0700.
     *
     * @throws FileAlreadyExistsException when there is one: a secret is never overwritten
     */
    public static void create(Path file, byte[] content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        replace(file, content);
    }

    /** As {@link #create}, but a file that is there gives way to the new one. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        Path draft = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Whether somebody besides the owner may read or change the file. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        EnumSet<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
        others.removeAll(OWNER_FOLDER);
        others.retainAll(Files.getPosixFilePermissions(file));
        return !others.isEmpty();
    }

    private static void write(Path draft, byte[] content) throws IOException {
        Set<StandardOpenOption> options =
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel =
                FileChannel.open(draft, options, PosixFilePermissions.asFileAttribute(OWNER))) {
            ByteBuffer octets = ByteBuffer.wrap(content);
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    /** A rename is only lasting once the folder that holds the name is forced. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
