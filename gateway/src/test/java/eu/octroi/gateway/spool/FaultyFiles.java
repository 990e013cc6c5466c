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
    private boolean forcing = true;
    private boolean powered = true;
    private long operations;
    private long powerEndsAt = Long.MAX_VALUE;
    private long faultAt = Long.MAX_VALUE;
    private Fault fault = Fault.ERROR;
    private int forcesToFail;
    private boolean forcesHeld;
    private int forcesWaiting;
    private boolean forceBreaks;
    private boolean trustedAgain;
    private int readsToFail;
    private int writesToFail;
    private long capacity = Long.MAX_VALUE / 2;

    /** Force does nothing from now on, and says it did. */
    FaultyFiles withoutForce() {
        forcing = false;
        return this;
    }

    /** The power goes with the n-th operation from the beginning, which is done by half. */
    synchronized FaultyFiles losingPowerAt(long operation) {
        powerEndsAt = operation;
        return this;
    }

    /** The n-th operation from the beginning fails, and all others work. */
    synchronized FaultyFiles failingAt(long operation, Fault how) {
        faultAt = operation;
        fault = how;
        return this;
    }

    synchronized long operations() {
        return operations;
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

    synchronized void failWrites(int count) {
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
        check();
        checkExists(directory);
        return Stream.concat(names.keySet().stream(), directories.stream())
                .filter(p -> directory.equals(p.getParent()))
                .map(p -> p.getFileName().toString())
                .toList();
    }

    @Override
    public synchronized SpoolFile open(Path file) throws IOException {
        tick();
        checkExists(requireNonNull(file.getParent()));
        return new OpenFile(names.computeIfAbsent(file, _ -> new Inode()));
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        try {
            tick();
        } catch (IOException failed) {
            if (isFaulty() && fault != Fault.ERROR && names.containsKey(from)) {
                names.put(to, requireNonNull(names.remove(from)));
            }
            throw failed;
        }
        Inode inode = names.remove(from);
        if (inode == null) {
            throw new NoSuchFileException(from.toString());
        }
        names.put(to, inode);
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        tick();
        names.remove(file);
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        tick();
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
    }

    @Override
    public synchronized long freeSpace(Path directory) throws IOException {
        check();
        checkExists(directory);
        return Math.max(0, capacity - used());
    }

    private long used() {
        return names.values().stream().mapToLong(i -> i.cached.length).sum();
    }

    private void tick() throws IOException {
        check();
        operations++;
        if (operations >= powerEndsAt) {
            powered = false;
            throw new IOException("power lost");
        }
        if (isFaulty()) {
            throw new IOException("Input/output error");
        }
    }

    private boolean isFaulty() {
        return operations == faultAt;
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

    private void check() throws IOException {
        if (!powered) {
            throw new IOException("no power");
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
                    tick();
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
            }
        }

        @Override
        public void read(ByteBuffer target, long at) throws IOException {
            synchronized (FaultyFiles.this) {
                checkOpen();
                check();
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
                    tick();
                } catch (IOException failed) {
                    inode.distrusted |= isFaulty();
                    if (isFaulty() && fault == Fault.TORN) {
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
            inode.distrusted |= isFaulty();
            int half = source.remaining() / 2;
            if (!isFaulty() || fault == Fault.SHORT) {
                store(source.slice(source.position(), half), at);
            } else if (fault == Fault.TORN) {
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
