// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.store.StoreException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the index under {@code suppression/}: one in use, others on their way out. */
final class IndexFiles {
    private static final String PREFIX = "index-";
    private static final String SUFFIX = ".map";

    private final Path directory;

    private IndexFiles(Path directory) {
        this.directory = directory;
    }

    static IndexFiles in(Path directory) {
        try {
            Files.createDirectories(directory);
            return new IndexFiles(directory);
        } catch (IOException e) {
            throw new StoreException("the directory " + directory + " cannot be made: " + e, e);
        }
    }

    Path directory() {
        return directory;
    }

    Path of(IndexState state) {
        return directory.resolve(state.file());
    }

    /** A path that no file of the index has or had since the start. */
    Path fresh() {
        long newest = all().stream().mapToLong(IndexFiles::number).max().orElse(0);
        return directory.resolve(PREFIX + (newest + 1) + SUFFIX);
    }

    /** Removes every index file but one; a mapped file lives on until it is unmapped. */
    void keepOnly(Path kept) {
        all().stream().filter(file -> !file.equals(kept)).forEach(IndexFiles::delete);
    }

    private List<Path> all() {
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(file -> number(file) > 0).toList();
        } catch (IOException e) {
            throw new StoreException("the directory " + directory + " cannot be read: " + e, e);
        }
    }

    private static long number(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return 0;
        }
        String digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : 0;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("the old index " + file + " cannot be removed: " + e, e);
        }
    }
}
