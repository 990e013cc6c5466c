// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.SecretFile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Where generated keys live. A key is forced to disk before it is used: one that signed mail and
 * was then lost would leave mail nobody can verify. Thread-safe.
 *
 * @param random empty: keys are only read
 */
record KeyFolder(Path directory, Optional<SecureRandom> random) {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);

    /** RFC 8301 section 3.2: verifiers do not accept shorter keys. */
    static final int BITS_MIN = 1024;

    boolean makes() {
        return random.isPresent();
    }

    DkimKey make(String domain, String selector, KeyAlgorithm algorithm) {
        Path file = file(domain, selector);
        try {
            KeyPair pair = KeyPairs.generate(algorithm, random.orElseThrow());
            String pem = PemKey.write(pair.getPrivate());
            SecretFile.create(file, pem.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new DkimException("DKIM key file " + file + " cannot be written", e);
        }
        LOG.info(
                "event=dkim-key-generated domain={} selector={} algorithm={}",
                domain,
                selector,
                algorithm.word());
        return read(domain, selector, algorithm);
    }

    boolean holds(String domain, String selector) {
        return Files.exists(file(domain, selector));
    }

    DkimKey read(String domain, String selector, KeyAlgorithm algorithm) {
        Path file = file(domain, selector);
        try {
            if (SecretFile.isOpenToOthers(file)) {
                LOG.warn("event=dkim-key-open-to-others domain={} file={}", domain, file);
            }
        } catch (IOException e) {
            throw new DkimException("DKIM key file " + file + " cannot be read", e);
        }
        return read(domain, selector, algorithm, file);
    }

    /** The key in {@code file}, when it is one that verifiers accept. */
    static DkimKey read(String domain, String selector, KeyAlgorithm algorithm, Path file) {
        DkimKey key = new DkimKey(domain, selector, PemKey.read(file));
        if (key.algorithm() != algorithm) {
            throw new DkimException(
                    "DKIM key file %s holds a key for %s; one for %s is needed"
                            .formatted(file, key.algorithm().word(), algorithm.word()));
        }
        if (algorithm == KeyAlgorithm.RSA) {
            checkLength(key);
        }
        return key;
    }

    /** A key that verifies nothing any more is not kept: it could only be stolen. */
    void delete(String domain, String selector) {
        try {
            Files.deleteIfExists(file(domain, selector));
        } catch (IOException e) {
            throw new DkimException("DKIM key of " + domain + " cannot be deleted", e);
        }
    }

    private static void checkLength(DkimKey key) {
        if (key.bits() < BITS_MIN) {
            throw new DkimException(
                    "DKIM key of %s has %d bits; at least %d are needed, %d are usual"
                            .formatted(key.domain(), key.bits(), BITS_MIN, KeyPairs.BITS));
        }
        if (key.bits() < KeyPairs.BITS) {
            LOG.warn(
                    "event=dkim-key-short domain={} bits={} recommended={}",
                    key.domain(),
                    key.bits(),
                    KeyPairs.BITS);
        }
    }

    private Path file(String domain, String selector) {
        return directory.resolve(domain + "." + selector + ".pem");
    }
}
