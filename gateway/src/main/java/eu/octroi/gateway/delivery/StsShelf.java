// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.SecretFile;
import eu.octroi.gateway.domain.Sha256;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Policies on disk, a file each, so that one that is enforced holds after a restart while DNS or
 * the domain's web server is silent. A file is forced before it counts: it is there whole or not at
 * all, also after power loss. Losing one means that its domain is asked again. Guarded by itself.
 *
 * @param directory made when it is missing
 */
record StsShelf(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(StsShelf.class);

    /** All of them; what is no whole policy is removed. Blocking. */
    List<StsKept> read() {
        List<StsKept> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> read(file).ifPresent(found::add));
        } catch (IOException failed) {
            throw new DeliveryException("unreadable: " + directory, failed);
        }
        return found;
    }

    /** A file that a crash left half written has not its name yet. */
    private Optional<StsKept> read(Path file) {
        try {
            Optional<StsKept> kept =
                    StsKept.ofFile(Files.readString(file, StandardCharsets.UTF_8))
                            .filter(one -> fileOf(one.domain()).equals(file));
            if (kept.isEmpty()) {
                LOG.warn("event=mta-sts-malformed file={}", file);
                Files.delete(file);
            }
            return kept;
        } catch (IOException sick) {
            LOG.warn("event=mta-sts-unreadable file={}", file, sick);
            return Optional.empty();
        }
    }

    /** Returns once it is forced; blocking. */
    synchronized void write(StsKept kept) throws IOException {
        SecretFile.replace(fileOf(kept.domain()), kept.file().getBytes(StandardCharsets.UTF_8));
    }

    /** Blocking. */
    synchronized void remove(String domain) throws IOException {
        Files.deleteIfExists(fileOf(domain));
    }

    /** A domain may be longer than the name of a file. */
    private Path fileOf(String domain) {
        return directory.resolve(Sha256.hex(domain));
    }
}
