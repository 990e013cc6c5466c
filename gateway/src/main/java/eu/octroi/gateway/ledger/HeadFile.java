// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.SecretFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The file {@code head} beside the months: with which link the ledger ended lately, signed. A chain
 * cannot show that its end was cut off; this file can, up to a minute before. It is always older
 * than what is committed, so after any crash the chain has the link it names. Confined to the
 * ledger's thread.
 */
final class HeadFile {
    static final String NAME = "head";

    /** What did not fit the chain is kept under such a name until somebody has looked into it. */
    private static final String LOST = "head-lost-";

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(HeadFile.class);

    private final Path directory;
    private final LedgerKeys keys;
    private Instant written = Instant.MIN;

    HeadFile(Path directory, LedgerKeys keys) {
        this.directory = directory;
        this.keys = keys;
    }

    /** A head as it lies in a file. Immutable. */
    record Signed(Head head, String signer, Octets signature) {
        boolean isGood(LedgerPublicKeys keys) {
            return keys.hasSigned(signer, head.signedOctets(), signature.toByteArray());
        }
    }

    /** What was found of a head file: {@code signed} is empty for one that cannot be read. */
    record Found(String file, Optional<Signed> signed) {}

    /** Those of a directory, set aside ones too. */
    static List<Found> all(Path directory) {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.equals(NAME) || name.startsWith(LOST)) {
                    found.add(new Found(name, parse(Files.readString(file))));
                }
            }
        } catch (IOException failure) {
            throw new LedgerException("reading the ledger's heads", failure);
        }
        return found;
    }

    /** Sets a head aside that the chain does not have: rows are gone that were there. */
    void check(Months months, Instant now) {
        for (Found found : all(directory)) {
            boolean fits = found.signed().filter(signed -> months.has(signed.head())).isPresent();
            if (found.file().equals(NAME) && !fits) {
                LOG.error(
                        "event=ledger-head-lost head=\"{}\"",
                        found.signed().map(s -> s.head().toString()).orElse("unreadable"));
                setAside(now);
            }
        }
    }

    /** Writes the head unless it was written less than a minute ago. */
    void keep(Head head, Instant now) {
        if (now.isBefore(written) || !now.isBefore(written.plus(EVERY))) {
            write(head, now);
        }
    }

    /** Writes it; forced. That it fails loses no row, so it is told and tried again later. */
    void write(Head head, Instant now) {
        String text =
                head
                        + "\n"
                        + keys.signer()
                        + " "
                        + Base64.getEncoder().encodeToString(keys.sign(head.signedOctets()))
                        + "\n";
        try {
            SecretFile.replace(directory.resolve(NAME), text.getBytes(StandardCharsets.US_ASCII));
            written = now;
        } catch (IOException failure) {
            LOG.warn("event=ledger-head-failed error=\"{}\"", FileTrouble.of(failure));
        }
    }

    private void setAside(Instant now) {
        try {
            Files.move(directory.resolve(NAME), directory.resolve(LOST + now.toEpochMilli()));
        } catch (IOException failure) {
            throw new LedgerException("setting the ledger's head aside", failure);
        }
    }

    private static Optional<Signed> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 2 || lines.get(1).indexOf(' ') < 0) {
            return Optional.empty();
        }
        String[] seal = lines.get(1).split(" ", 2);
        try {
            byte[] signature = Base64.getDecoder().decode(seal[1]);
            return Head.parse(lines.getFirst())
                    .map(head -> new Signed(head, seal[0], Octets.of(signature)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
