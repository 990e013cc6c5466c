// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.store.StoreException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The drill of a restore without a restore: walks the journal, folds its events into an index of
 * its own and compares that with the one in use (B-28). Changes go on meanwhile; keys that differ
 * are looked at again after the events that came. Confined to one check.
 */
final class ListVerification {
    private static final String FILE = "verify.map";

    /** Beyond so many nobody needs to know the exact number. */
    private static final int DIFFERING_MAX = 100_000;

    private static final int LOOKS_MAX = 3;

    private final SuppressionLog log;
    private final IndexKeeper keeper;
    private final Path file;

    ListVerification(SuppressionLog log, IndexKeeper keeper, Path directory) {
        this.log = log;
        this.keeper = keeper;
        this.file = directory.resolve(FILE);
    }

    Verification run(Optional<String> checkpoint, RebuildProgress progress) {
        remove();
        long capacity = IndexBuilder.capacity(log.last(), 0, 0);
        SuppressionIndex replay = IndexBuilder.create(file, capacity);
        try {
            return compare(replay, new JournalWalk(log, checkpoint, progress));
        } finally {
            replay.close();
            remove();
        }
    }

    private Verification compare(SuppressionIndex replay, JournalWalk walk) {
        walk.walk(replay::apply);
        Set<PersonKey> differing = differing(replay);
        for (int look = 1; look < LOOKS_MAX && !differing.isEmpty(); look++) {
            keeper.awaitApplied();
            walk.walk(replay::apply);
            differing.removeIf(key -> replay.get(key).equals(keeper.get(key)));
        }
        return new Verification(
                walk.events(),
                walk.unlinked(),
                walk.links(),
                walk.imports(),
                walk.reached(),
                replay.size(),
                state(replay),
                walk.broken(),
                differing.size());
    }

    private Set<PersonKey> differing(SuppressionIndex replay) {
        Set<PersonKey> differing = new HashSet<>();
        replay.forEach((key, marks) -> note(differing, key, marks, keeper.get(key)));
        keeper.index().forEach((key, marks) -> note(differing, key, marks, replay.get(key)));
        return differing;
    }

    private static void note(
            Set<PersonKey> differing, PersonKey key, Marks one, Optional<Marks> other) {
        if (differing.size() < DIFFERING_MAX && !other.equals(Optional.of(one))) {
            differing.add(key);
        }
    }

    /**
     * Sums the digests of all that stands, so that order does not count. It finds accidents;
     * against intent there is the journal.
     */
    private static String state(SuppressionIndex index) {
        long[] sum = new long[Link.DIGEST_OCTETS / Long.BYTES];
        MessageDigest sha256 = Sha256.digest();
        index.forEach(
                (key, marks) -> {
                    sha256.update(key.toByteArray());
                    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(marks.toByteArray()));
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += digest.getLong();
                    }
                });
        ByteBuffer octets = ByteBuffer.allocate(Link.DIGEST_OCTETS);
        octets.asLongBuffer().put(sum);
        return HexFormat.of().formatHex(octets.array());
    }

    private void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreException("the file " + file + " cannot be removed: " + e, e);
        }
    }
}
