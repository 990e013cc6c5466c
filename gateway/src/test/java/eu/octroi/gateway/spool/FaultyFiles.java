// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file system in memory that keeps apart what was written and what was forced, and fails on
 * demand; for the tests of every room that stands on a spool. Guarded by its monitor.
 */
public final class FaultyFiles implements SpoolFiles {
    private static final int LENGTH_MAX = 1 << 20;

    private final Map<Path, Inode> names = new HashMap<>();
    private final Map<Path, Inode> forcedNames = new HashMap<>();
    private final Set<Path> directories = new HashSet<>();
    private final Operations operations = new Operations();
    private boolean forcing = true;
    private int forcesToFail;
    private boolean forcesHeld;
    private int forcesWaiting;
    private boolean forceBreaks;
    private boolean trustedAgain;
    private int readsToFail;
    private int writesToFail;
    private long capacity = Long.MAX_VALUE / 2;

    /**
     * The process is killed in the n-th operation from now on.
     *
     * @param after whether it is done by then, and only its answer never heard
     */
    public synchronized void kill(long operation, boolean after) {
        operations.kill(operation, after);
    }

    /** Whether the process was killed that used these files. */
    public synchronized boolean isKilled() {
        return operations.isKilled();
    }

    /** The process is killed between two operations. */
    public synchronized void kill() {
        operations.kill();
    }

    /** Force does nothing from now on, and says it did. */
    public FaultyFiles withoutForce() {
        forcing = false;
        return this;
    }

    /** The power goes with the n-th operation from the beginning, which is done by half. */
    synchronized FaultyFiles losingPowerAt(long operation) {
        operations.losePowerAt(operation);
        return this;
    }

    /** The n-th operation from the beginning fails, and all others work. */
    synchronized FaultyFiles failingAt(long operation, Fault how) {
        operations.failAt(operation, how);
        return this;
    }

    synchronized long operations() {
        return operations.count();
    }

    public synchronized void failForces(int count) {
        forcesToFail = count;
    }

    /** Whether a file whose write or force failed was written or forced once more. */
    synchronized boolean isTrustedAgain() {
        return trustedAgain;
    }

    /** The next force fails in a way that no disk does. */
    synchronized void breakForce() {
        forceBreaks = true;
    }

    public synchronized void failWrites(int count) {
        writesToFail = count;
    }

    public synchronized void failReads(int count) {
        readsToFail = count;
    }

    /** From now on no force returns before {@link #releaseForces}. */
    public synchronized void holdForces() {
        forcesHeld = true;
    }

    public synchronized void releaseForces() {
        forcesHeld = false;
        notifyAll();
    }

    /** How many forces have begun and are held. */
    public synchronized int forcesWaiting() {
        return forcesWaiting;
    }

    /** Octets that all files together may have. */
    public synchronized void capacity(long octets) {
        capacity = octets;
    }

    /** The disk after power loss: what was forced, and at random some sectors that were not. */
    public synchronized FaultyFiles afterPowerLoss(Random random) {
        FaultyFiles after = new FaultyFiles();
        after.directories.addAll(directories);
        Map<Path, Inode> surviving = new HashMap<>(random.nextBoolean() ? forcedNames : names);
        surviving.putAll(forcedNames);
        if (random.nextInt(4) == 0) {
            surviving.keySet().retainAll(names.keySet());
        }
        surviving.forEach(
                (path, inode) -> {
                    Inode kept = new Inode();
                    kept.forced = Sectors.survivors(inode.cached, inode.forced, random);
                    kept.cached = kept.forced.clone();
                    after.names.put(path, kept);
                    after.forcedNames.put(path, kept);
                });
        return after;
    }

    /** The same files, seen by a process that starts after this one was killed. */
    public synchronized FaultyFiles afterKill() {
        FaultyFiles after = new FaultyFiles();
        after.directories.addAll(directories);
        names.forEach(
                (path, inode) -> {
                    Inode kept = new Inode();
                    kept.cached = inode.cached.clone();
                    kept.forced = inode.cached.clone();
                    after.names.put(path, kept);
                    after.forcedNames.put(path, kept);
                });
        return after;
    }

    synchronized byte[] content(Path file) {
        return requireNonNull(names.get(file), "no such file").cached;
    }

    /** What all files hold at this moment. */
    synchronized List<byte[]> contents() {
        return names.values().stream().map(inode -> inode.cached.clone()).toList();
    }

    public synchronized List<Path> paths() {
        return names.keySet().stream().sorted().toList();
    }

    @Override
    public synchronized void createDirectory(Path directory) {
        for (Path made = directory; made != null; made = made.getParent()) {
            directories.add(made);
        }
    }

    @Override
    public synchronized List<String> list(Path directory) throws IOException {
        operations.check();
        checkExists(directory);
        return Stream.concat(names.keySet().stream(), directories.stream())
                .filter(p -> directory.equals(p.getParent()))
                .map(p -> p.getFileName().toString())
                .toList();
    }

    @Override
    public synchronized SpoolFile open(Path file) throws IOException {
        operations.begin();
        checkExists(requireNonNull(file.getParent()));
        return new OpenFile(names.computeIfAbsent(file, _ -> new Inode()));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        try {
            operations.begin();
        } catch (IOException failed) {
            if (operations.isFaulty()
                    && !operations.isFaulty(Fault.ERROR)
                    && names.containsKey(from)) {
                names.put(to, requireNonNull(names.remove(from)));
            }
            throw failed;
        }
        Inode inode = names.remove(from);
        if (inode == null) {
            throw new NoSuchFileException(from.toString());
        }
        names.put(to, inode);
        operations.end();
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        operations.begin();
        names.remove(file);
        operations.end();
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        operations.begin();
        checkExists(directory);
        if (forcing) {
            forcedNames.keySet().removeIf(p -> directory.equals(p.getParent()));
            names.forEach(
                    (path, inode) -> {
                        if (directory.equals(path.getParent())) {
                            forcedNames.put(path, inode);
                        }
                    });
        }
        operations.end();
    }

    @Override
    public synchronized long freeSpace(Path directory) throws IOException {
        operations.check();
        checkExists(directory);
        return Math.max(0, capacity - used());
    }

    private long used() {
        return names.values().stream().mapToLong(i -> i.cached.length).sum();
    }

    private void waitWhileHeld() throws IOException {
        forcesWaiting++;
        try {
            while (forcesHeld) {
                wait();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        } finally {
            forcesWaiting--;
        }
    }

    private void checkExists(Path directory) throws IOException {
        if (!directories.contains(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
    }

    private final class OpenFile implements SpoolFile {
        private final Inode inode;
        private boolean closed;

        private OpenFile(Inode inode) {
            this.inode = inode;
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyFiles.this) {
                checkOpen();
                return inode.cached.length;
            }
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            synchronized (FaultyFiles.this) {
                checkOpen();
                trustedAgain |= inode.distrusted;
                long grown = at + source.remaining() - inode.cached.length;
                if (used() + Math.max(0, grown) > capacity) {
                    throw new IOException("No space left on device");
                }
                try {
                    operations.begin();
                } catch (IOException failed) {
                    storeSome(source, (int) at);
                    throw failed;
                }
                if (writesToFail > 0) {
                    writesToFail--;
                    inode.distrusted = true;
                    throw new IOException("Input/output error");
                }
                store(source, (int) at);
                operations.end();
            }
        }

        @Override
        public void read(ByteBuffer target, long at) throws IOException {
            synchronized (FaultyFiles.this) {
                checkOpen();
                operations.check();
                if (readsToFail > 0) {
                    readsToFail--;
                    throw new IOException("Input/output error");
                }
                int count = (int) Math.min(target.remaining(), inode.cached.length - at);
                if (count > 0) {
                    target.put(inode.cached, (int) at, count);
                }
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyFiles.this) {
                checkOpen();
                trustedAgain |= inode.distrusted;
                try {
                    operations.begin();
                } catch (IOException failed) {
                    inode.distrusted |= operations.isFaulty();
                    if (operations.isFaulty(Fault.TORN)) {
                        inode.forced = Sectors.everyOther(inode.forced, inode.cached);
                    }
                    throw failed;
                }
                waitWhileHeld();
                if (forceBreaks) {
                    throw new IllegalStateException("made by the test");
                }
                if (forcesToFail > 0) {
                    forcesToFail--;
                    inode.distrusted = true;
                    throw new IOException("Input/output error");
                }
                if (forcing) {
                    inode.forced = inode.cached.clone();
                }
                operations.end();
            }
        }

        @Override
        public void close() {
            synchronized (FaultyFiles.this) {
                closed = true;
            }
        }

        private void checkOpen() throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
        }

        /** What a write that fails leaves behind. */
        private void storeSome(ByteBuffer source, int at) {
            inode.distrusted |= operations.isFaulty();
            int half = source.remaining() / 2;
            if (!operations.isFaulty() || operations.isFaulty(Fault.SHORT)) {
                store(source.slice(source.position(), half), at);
            } else if (operations.isFaulty(Fault.TORN)) {
                byte[] before = inode.cached.clone();
                store(source.slice(), at);
                inode.cached = Sectors.everyOther(before, inode.cached);
                inode.forced = Sectors.everyOther(inode.forced, inode.cached);
            }
        }

        private void store(ByteBuffer source, int at) {
            int end = at + source.remaining();
            if (end > LENGTH_MAX) {
                throw new IllegalStateException("file too long for this test");
            }
            if (end > inode.cached.length) {
                inode.cached = Arrays.copyOf(inode.cached, end);
            }
            source.get(inode.cached, at, source.remaining());
        }
    }
}
