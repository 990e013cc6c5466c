// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.store.BootId;
import eu.octroi.gateway.store.FileSum;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.IndexOpening.Opened;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the index in step with the record while the gateway runs.
 *
 * <p>One thread, {@code suppression-index}, applies events in the order of the record. When the
 * file fills up, or after any failure, {@code suppression-rebuild} folds the record into a new,
 * larger file while look-ups go on with the old one; the swap is one volatile write. After a
 * failure look-ups fail until that swap (B-03): an index that missed an event would let a
 * suppressed person through.
 *
 * <p>An index that was replaced stays mapped until {@link #close}, because a look-up may be inside
 * it; all of them together are smaller than the one in use. Thread-safe.
 */
final class IndexKeeper {
    static final int WAITING_MAX = 20_000;

    /** How full a file may get before its successor is built. */
    static final double FILL_MAX = 0.75;

    /** How full an import may make a file whose successor is being built. */
    private static final double IMPORT_FILL_MAX = 0.9;

    private static final long SAVE_EVERY = 10_000;
    private static final long RETRY_SECONDS = 5;
    private static final long ROOM_MILLIS = 1_000;

    private final IndexOpening opening;
    private final IndexBuilder builder;
    private final IndexFiles files;
    private final BootId boot;
    private final List<SuppressionIndex> replaced = new ArrayList<>();
    private final Tally tally = new Tally();
    private final ThreadPoolExecutor applier =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(WAITING_MAX),
                    task -> new Thread(task, "suppression-index"),
                    this::refuse);
    private final ExecutorService rebuilder =
            Executors.newSingleThreadExecutor(
                    task ->
                            Thread.ofPlatform()
                                    .daemon()
                                    .name("suppression-rebuild")
                                    .unstarted(task));

    private volatile SuppressionIndex index;
    private volatile IndexState state;
    private volatile boolean isStale;
    private volatile long expected;
    private volatile CompletableFuture<Opened> successor =
            CompletableFuture.failedFuture(new StoreException("no index is being built"));
    private final CompletableFuture<Void> counted;
    private boolean isRebuilding;
    private long saved;

    private IndexKeeper(IndexOpening opening, IndexBuilder builder, IndexFiles files, BootId boot) {
        this.opening = opening;
        this.builder = builder;
        this.files = files;
        this.boot = boot;
        Opened opened = opening.open(boot);
        this.index = opened.index();
        this.state = opened.state();
        // Where changes are applied, and so before the first of them: no start waits for it.
        this.counted =
                CompletableFuture.runAsync(
                        () -> {
                            opened.index().fill();
                            tally.count(index);
                        },
                        applier);
    }

    /** Opens the index, rebuilding it first where needed. */
    static IndexKeeper open(
            IndexOpening opening, IndexBuilder builder, IndexFiles files, BootId boot) {
        var keeper = new IndexKeeper(opening, builder, files, boot);
        keeper.keep();
        keeper.growIfNearlyFull();
        return keeper;
    }

    /**
     * What stands under a key.
     *
     * @throws SuppressionUnavailableException when the index cannot be trusted now
     */
    Optional<Marks> get(PersonKey key) {
        if (isStale) {
            throw new SuppressionUnavailableException("the suppression index is being rebuilt");
        }
        try {
            return index.get(key);
        } catch (RuntimeException | InternalError e) {
            // A page of the mapped file that cannot be read is an InternalError to Java.
            distrust(e);
            throw new SuppressionUnavailableException("the suppression index failed", e);
        }
    }

    /** Whether look-ups are answered now. */
    boolean isTrusted() {
        return !isStale;
    }

    /** The thread that applies events; everything on it happens in the order of submission. */
    Executor applier() {
        return applier;
    }

    /**
     * Applies events that the record has forced; only on the {@link #applier}. What the file has no
     * room for waits here until its successor is ready; look-ups do not wait.
     */
    void apply(List<SuppressionEvent> events, long last) {
        if (isStale) {
            // The rebuild reads them from the record.
            return;
        }
        try {
            if (index.size() + events.size() > index.capacity()) {
                rebuild("the index is full");
                swap(successor.join());
            }
            events.forEach(this::apply);
        } catch (RuntimeException | InternalError e) {
            distrust(e);
            return;
        }
        state = state.at(Math.max(last, state.watermark()));
        if (last - saved >= SAVE_EVERY) {
            save();
        }
        growIfNearlyFull();
    }

    /**
     * Makes room for what an import is about to add and waits for it while the file is nearly full,
     * so that the room left serves the changes of everybody else.
     *
     * @param keys at most so many are added next
     * @param later so many more are expected after them; a guess that saves growing in between
     * @throws SuppressionUnavailableException when the thread is interrupted
     */
    synchronized void awaitRoom(long keys, long later) {
        expected = keys + later;
        if (index.size() + expected > index.capacity() * FILL_MAX) {
            rebuild("the index is nearly full");
        }
        try {
            while (isRebuilding
                    && index.size() + keys > index.capacity() * IMPORT_FILL_MAX
                    && !rebuilder.isShutdown()) {
                wait(ROOM_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuppressionUnavailableException("interrupted", e);
        }
    }

    Path directory() {
        return files.directory();
    }

    /** Waits until the index has every event that is in the record now. */
    void awaitApplied() {
        CompletableFuture.runAsync(() -> {}, applier).join();
    }

    /** Nothing the index says counts any more until it is rebuilt. */
    void distrust(Throwable cause) {
        isStale = true;
        SuppressionMeters.LOG.error("event=suppression-index-failed", cause);
        rebuild("the index failed");
    }

    boolean isStale() {
        return isStale;
    }

    SuppressionIndex index() {
        return index;
    }

    long watermark() {
        return state.watermark();
    }

    /** The index in figures, which may still be those of a count under way. */
    Tally tally() {
        return tally;
    }

    /** The index in figures; just after a start it waits until all are counted. */
    Tally counted() {
        counted.join();
        return tally;
    }

    /** Finishes what waits, then leaves a file that the next start can trust. */
    void close() {
        rebuilder.shutdownNow();
        applier.shutdown();
        try {
            rebuilder.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            applier.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isStale = true;
        }
        replaced.forEach(SuppressionIndex::close);
        index.close();
        if (isStale || !isSealed()) {
            // The next start builds a new one.
            IndexState.delete(files.directory());
        }
    }

    private boolean isSealed() {
        try {
            state.closed(FileSum.forceAndSum(files.of(state))).write(files.directory(), true);
            return true;
        } catch (StoreException e) {
            SuppressionMeters.LOG.warn("event=suppression-index-not-closed", e);
            return false;
        }
    }

    private void apply(SuppressionEvent event) {
        Optional<Marks> before = index.get(event.key());
        if (index.apply(event)) {
            tally.move(before, event.fold(before));
        }
    }

    /** Takes the index just swapped in as the one in use; only on the {@link #applier}. */
    private void adopt() {
        tally.count(index);
        keep();
    }

    private void keep() {
        save();
        files.keepOnly(files.of(state));
    }

    private void growIfNearlyFull() {
        if (index.size() > index.capacity() * FILL_MAX) {
            rebuild("the index is nearly full");
        }
    }

    private void save() {
        // Not forced: it serves a restart after a kill, when the kernel still has it.
        state.write(files.directory(), false);
        saved = state.watermark();
    }

    private synchronized void rebuild(String why) {
        if (!isRebuilding && !rebuilder.isShutdown()) {
            isRebuilding = true;
            successor = new CompletableFuture<>();
            rebuilder.execute(() -> buildSuccessor(why));
        }
    }

    private void buildSuccessor(String why) {
        try {
            Opened built = opening.rebuild(boot, why, expected);
            successor.complete(built);
            applier.submit(() -> swap(built)).get();
            SuppressionMeters.LOG.info(
                    "event=suppression-index-replaced keys={} capacity={}",
                    index.size(),
                    index.capacity());
            finishRebuilding();
            // The list may have grown past the new file while that was being built.
            growIfNearlyFull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException | Error e) {
            // A page that cannot be read or mapped is an Error; changes wait for the successor.
            retry(why, e);
        }
    }

    private synchronized void finishRebuilding() {
        isRebuilding = false;
        notifyAll();
    }

    private synchronized void retry(String why, Throwable cause) {
        successor.completeExceptionally(cause);
        if (rebuilder.isShutdown()) {
            SuppressionMeters.LOG.info("event=suppression-rebuild-stopped why=\"{}\"", why);
            return;
        }
        SuppressionMeters.LOG.error("event=suppression-rebuild-failed", cause);
        successor = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, rebuilder)
                .execute(() -> buildSuccessor(why));
    }

    /** Puts a successor to use, unless a change that needed its room has done so already. */
    private void swap(Opened built) {
        if (index == built.index()) {
            return;
        }
        long watermark = builder.replay(built.index(), built.state().watermark(), "catching up");
        replaced.add(index);
        state = built.state().at(watermark);
        index = built.index();
        adopt();
        isStale = false;
    }

    private void refuse(Runnable task, ThreadPoolExecutor executor) {
        if (!executor.isShutdown()) {
            distrust(new RejectedExecutionException("over " + WAITING_MAX + " changes wait"));
        }
        throw new RejectedExecutionException("the index takes no more changes now");
    }
}
