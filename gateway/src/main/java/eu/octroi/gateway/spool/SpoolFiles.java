// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the spool asks of a file system. Nothing written is durable before {@link SpoolFile#force},
 * and no created, renamed or deleted name before {@link #forceDirectory}. Thread-safe.
 */
public interface SpoolFiles {
    /** The real disk. */
    static SpoolFiles onDisk() {
        return new DiskFiles();
    }

    /** Creates the directory, readable by us alone, unless it is there; forces its parent. */
    void createDirectory(Path directory) throws IOException;

    /** The names in the directory, in no order. */
    List<String> list(Path directory) throws IOException;

    /** Opens for reading and writing; creates the file, readable by us alone, when missing. */
    SpoolFile open(Path file) throws IOException;

    /** Gives the file another name in the same directory, replacing what had it. */
    void rename(Path from, Path to) throws IOException;

    /** Removes the name; does nothing when it is gone. */
    void delete(Path file) throws IOException;

    void forceDirectory(Path directory) throws IOException;

    /** Octets that this process may still write on the file system of the directory. */
    long freeSpace(Path directory) throws IOException;
}
