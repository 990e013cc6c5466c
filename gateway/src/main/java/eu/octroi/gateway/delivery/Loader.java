// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.spool.SpoolCorruptException;
import eu.octroi.gateway.spool.SpoolFailedException;
import eu.octroi.gateway.spool.SpooledMessage;

import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Reads copies from the spool and lays them out for the wire, off the event loop: the read blocks.
 * Copies go there and back several at a time, since each hand-over wakes a thread. Thread-safe.
 */
final class Loader {
    /** Octets laid out for one batch before the rest of it is handed back unread. */
    static final long BATCH_OCTETS_MAX = 4 * 1024 * 1024;

    private final Executor readers;
    private final Executor loop;
    private final ByteBufAllocator allocator;

    Loader(Executor readers, Executor loop, ByteBufAllocator allocator) {
        this.readers = readers;
        this.loop = loop;
        this.allocator = allocator;
    }

    /**
     * Loads {@code copies} in order and hands them to {@code taker} on the event loop. Where the
     * readers have no room all come back unread.
     */
    void load(List<QueuedCopy> copies, Consumer<List<Loaded>> taker) {
        try {
            readers.execute(
                    () -> {
                        List<Loaded> loaded = loadAll(copies);
                        loop.execute(() -> taker.accept(loaded));
                    });
        } catch (RejectedExecutionException full) {
            List<Loaded> unread = new ArrayList<>(copies.size());
            copies.forEach(copy -> unread.add(new Loaded.Unreadable(copy, full)));
            // In a turn of its own: whoever asked is in the middle of taking copies.
            loop.execute(() -> taker.accept(unread));
        }
    }

    private List<Loaded> loadAll(List<QueuedCopy> copies) {
        List<Loaded> loaded = new ArrayList<>(copies.size());
        long octets = 0;
        @Nullable SpooledMessage message = null;
        @Nullable QueuedMessage of = null;
        for (QueuedCopy copy : copies) {
            if (octets >= BATCH_OCTETS_MAX) {
                loaded.add(new Loaded.Skipped(copy));
                continue;
            }
            try {
                // Copies of one message mostly follow one another: its original is read once.
                if (message == null || of == null || !copy.id().message().equals(of.id())) {
                    message = copy.message().read();
                    of = copy.message();
                }
                Payload payload = layOut(copy.of(of), message);
                octets += payload.transaction().size();
                loaded.add(new Loaded.Ready(payload));
            } catch (SpoolCorruptException rotten) {
                loaded.add(new Loaded.Rotten(copy, rotten));
            } catch (SpoolFailedException failed) {
                loaded.add(new Loaded.Unreadable(copy, failed));
            } catch (WireBody.BareLineEndException bare) {
                loaded.add(new Loaded.Unsendable(copy, bare));
            } catch (OutOfMemoryError scarce) {
                // Netty's limit of direct memory is one too. The copy waits for better times.
                loaded.add(
                        new Loaded.Unreadable(
                                copy, new IllegalStateException("no memory for a copy", scarce)));
            } catch (RuntimeException | Error bug) {
                // What is not handed back would wait for the next start of the process.
                loaded.add(new Loaded.Poison(copy, bug));
            }
        }
        return loaded;
    }

    private Payload layOut(QueuedCopy queued, SpooledMessage message) {
        Acceptance acceptance = message.acceptance();
        Copy copy = acceptance.copies().get(queued.index());
        WireBody body =
                WireBody.of(
                        EditedMessage.of(
                                message.original(), acceptance.sharedEdits(), copy.edits()),
                        allocator);
        boolean utf8 =
                acceptance.smtpUtf8()
                        || AsciiAddress.of(copy.to()).isEmpty()
                        || acceptance
                                .from()
                                .address()
                                .filter(from -> AsciiAddress.of(from).isEmpty())
                                .isPresent();
        Transaction transaction =
                new Transaction(
                        acceptance.from(),
                        copy.to(),
                        body.size(),
                        utf8,
                        body.eightBit(),
                        DsnParameters.of(acceptance.wishes(), queued.index()));
        return new Payload(queued, acceptance.origin(), copy.verdict(), transaction, body);
    }
}
