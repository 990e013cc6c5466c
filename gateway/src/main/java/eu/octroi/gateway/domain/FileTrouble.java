// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in the words of people instead of classes. */
public final class FileTrouble {
    private FileTrouble() {}

    /** The reason, with the file it is about where the exception names one. */
    public static String of(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
            case FileAlreadyExistsException file -> file.getFile() + ": exists, as a file";
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }
}
