// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.PersonKey;

import net.openhft.chronicle.map.ChronicleMap;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The contacts in a memory-mapped Chronicle Map: 16 octets to 24 and 32 per slot.
 *
 * <p>It survives {@code kill -9}, because the kernel holds what was written; it does not survive
 * power loss, because nothing is forced before {@link #close}. It has many small segments, so that
 * whoever walks through it holds up a look-up for a fraction of a millisecond. Thread-safe.
 */
final class ChronicleContacts implements ContactStore {
    /** Keys of one segment, which a walk locks at once. */
    private static final long KEYS_PER_SEGMENT = 2_000;

    private static final int SEGMENTS_MAX = 4_096;

    /** A value is at most so many chunks long, and Chronicle Map bears 64. */
    private static final int CHUNK_BYTES = 64;

    private final ChronicleMap<byte[], byte[]> map;

    private ChronicleContacts(ChronicleMap<byte[], byte[]> map) {
        this.map = map;
    }

    /**
     * Opens the map in {@code file}, or makes one for {@code capacity} keys.
     *
     * @throws IOException when the file is no map of ours
     */
    static ChronicleContacts open(Path file, long capacity) throws IOException {
        return new ChronicleContacts(
                ChronicleMap.of(byte[].class, byte[].class)
                        .name("caps")
                        .constantKeySizeBySample(new byte[PersonKey.BYTES])
                        .averageValueSize(Contacts.HEADER_BYTES + Contacts.SLOT_BYTES)
                        .actualChunkSize(CHUNK_BYTES)
                        .entries(capacity)
                        .actualSegments(segments(capacity))
                        .entriesPerSegment(perSegment(capacity))
                        // Persons with many slots take more room than the average says.
                        .maxBloatFactor(4)
                        .putReturnsNull(true)
                        .removeReturnsNull(true)
                        .createPersistedTo(file.toFile()));
    }

    private static int segments(long capacity) {
        long wanted = Math.clamp(capacity / KEYS_PER_SEGMENT, 1, SEGMENTS_MAX);
        return (int) Long.highestOneBit(wanted);
    }

    /** A fifth more than their share: keys do not fall into segments evenly. */
    private static long perSegment(long capacity) {
        return Math.max(64, capacity * 6 / 5 / segments(capacity));
    }

    @Override
    public Optional<Contacts> get(PersonKey key) {
        byte @Nullable [] value = map.get(key.toByteArray());
        return value == null ? Optional.empty() : Optional.of(Contacts.of(value));
    }

    @Override
    public void put(PersonKey key, Contacts contacts) {
        if (contacts.isEmpty()) {
            map.remove(key.toByteArray());
        } else {
            map.put(key.toByteArray(), contacts.toByteArray());
        }
    }

    @Override
    public long size() {
        return map.longSize();
    }

    @Override
    public long bytes() {
        return map.offHeapMemoryUsed();
    }

    @Override
    public void forEach(BiConsumer<PersonKey, Contacts> consumer) {
        map.forEachEntry(
                entry ->
                        consumer.accept(
                                PersonKey.of(entry.key().get()), Contacts.of(entry.value().get())));
    }

    @Override
    public void close() {
        map.close();
    }
}
