// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;

import net.openhft.chronicle.hash.impl.SizePrefixedBlob;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * The index in a memory-mapped Chronicle Map: 16 octets to 40.
 *
 * <p>It survives {@code kill -9}, because the kernel holds what was written; it does not survive
 * power loss, because nothing is forced before {@link #close}. A map that fills grows by extra
 * tiers, slower and larger each time, and refuses at last: so it is replaced long before. Keys and
 * values are reused per thread, a look-up that finds nothing leaves no garbage. Thread-safe.
 */
final class ChronicleSuppressionIndex implements SuppressionIndex {
    /** How far over its capacity a map may go while its successor is being built. */
    private static final double BLOAT_MAX = 8;

    private final ChronicleMap<byte[], byte[]> map;
    private final Path file;
    private final long capacity;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    private ChronicleSuppressionIndex(ChronicleMap<byte[], byte[]> map, Path file, long capacity) {
        this.map = map;
        this.file = file;
        this.capacity = capacity;
    }

    /**
     * Opens the map in {@code file}, or makes one for {@code capacity} keys.
     *
     * @throws IOException when the file is no map of ours
     */
    static ChronicleSuppressionIndex open(Path file, long capacity) throws IOException {
        return new ChronicleSuppressionIndex(
                builder(capacity).createPersistedTo(file.toFile()), file, capacity);
    }

    /**
     * Opens the map of a process that was killed. Each of its locks and entries is looked at: one
     * that was being written would hold up whoever needs it next for a minute, or has lost reasons
     * that stood before.
     *
     * @throws IOException when anything in it was being written, or the file is no map of ours
     */
    static ChronicleSuppressionIndex recover(Path file, long capacity) throws IOException {
        if (!isReady(file)) {
            throw new IOException("it was being made or looked through when the process ended");
        }
        AtomicBoolean isWhole = new AtomicBoolean(true);
        ChronicleMap<byte[], byte[]> map =
                builder(capacity).recoverPersistedTo(file.toFile(), true, _ -> isWhole.set(false));
        if (!isWhole.get()) {
            map.close();
            throw new IOException("it was being written when the process ended");
        }
        return new ChronicleSuppressionIndex(map, file, capacity);
    }

    /** Chronicle Map would wait a minute for whoever marked the file as not ready. */
    private static boolean isReady(Path file) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(mark, SizePrefixedBlob.SIZE_WORD_OFFSET);
        }
        return !mark.hasRemaining() && SizePrefixedBlob.isReady(mark.getInt(0));
    }

    private static ChronicleMapBuilder<byte[], byte[]> builder(long capacity) {
        return ChronicleMap.of(byte[].class, byte[].class)
                .name("suppression")
                .constantKeySizeBySample(new byte[PersonKey.BYTES])
                .constantValueSizeBySample(new byte[Marks.BYTES])
                .entries(capacity)
                .maxBloatFactor(BLOAT_MAX)
                .putReturnsNull(true)
                .removeReturnsNull(true);
    }

    @Override
    public Optional<Marks> get(PersonKey key) {
        Scratch mine = scratch.get();
        byte @Nullable [] value = map.getUsing(mine.key(key), mine.value);
        return value == null ? Optional.empty() : Optional.of(Marks.of(value));
    }

    @Override
    public void put(PersonKey key, Marks marks) {
        byte[] octets = scratch.get().key(key);
        if (marks.isEmpty()) {
            map.remove(octets);
        } else {
            map.put(octets, marks.toByteArray());
        }
    }

    @Override
    public long size() {
        return map.longSize();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long bytes() {
        return map.offHeapMemoryUsed();
    }

    @Override
    public void forEach(BiConsumer<PersonKey, Marks> consumer) {
        map.forEachEntry(
                entry ->
                        consumer.accept(
                                PersonKey.of(entry.key().get()), Marks.of(entry.value().get())));
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        map.close();
    }

    /** One thread's key and value. Confined to that thread. */
    private static final class Scratch {
        private final byte[] key = new byte[PersonKey.BYTES];
        private final ByteBuffer buffer = ByteBuffer.wrap(key);
        private final byte[] value = new byte[Marks.BYTES];

        byte[] key(PersonKey person) {
            buffer.putLong(0, person.high()).putLong(Long.BYTES, person.low());
            return key;
        }
    }
}
