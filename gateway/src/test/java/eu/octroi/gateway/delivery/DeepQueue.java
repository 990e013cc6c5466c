// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.spool.SpoolFiles;
import eu.octroi.gateway.spool.Spooled;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own in which very many copies wait for a next hop that is down, and are looked
 * at, held and cancelled; then again after a restart. Takes the directory, how many, and a port at
 * which nobody listens; ends with 0 when all figures were exact.
 */
final class DeepQueue implements AutoCloseable {
    private static final int DOMAINS = 10;
    private static final int UNDER_WAY = 2000;

    private final Spool spool;
    private final Delivery delivery;
    private final Rig rig;

    private DeepQueue(Path directory, int port) {
        rig = new Rig(port);
        spool =
                Spool.open(
                        directory.resolve("spool"),
                        new SpoolSettings(
                                ByteSize.ofMebibytes(16),
                                5000,
                                new ByteSize(0),
                                100_000_000,
                                256,
                                Duration.ofHours(24),
                                Duration.ofMinutes(5)),
                        SpoolFiles.onDisk(),
                        rig.clock,
                        new SimpleMeterRegistry());
        delivery = rig.delivery(spool, directory.resolve("state"));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        try (DeepQueue first = new DeepQueue(directory, port)) {
            first.fill(count);
            first.figuresAreExact(count);
            first.giveOrders(count);
        }
        long start = System.nanoTime();
        try (DeepQueue second = new DeepQueue(directory, port)) {
            report("opened", start);
            second.delivery.resume(false);
            second.waits(count);
            report("queued again", start);
            assertThat(second.delivery.queue().held()).isEqualTo(count / DOMAINS - 1);
        }
        System.exit(0);
    }

    private void fill(int count) throws InterruptedException {
        long start = System.nanoTime();
        Semaphore room = new Semaphore(UNDER_WAY);
        for (int number = 0; number < count; number++) {
            room.acquire();
            if (!spool.isWritable()) {
                await().atMost(Duration.ofMinutes(5)).until(spool::isWritable);
            }
            spool.append(
                            rig.acceptance(
                                    StreamClass.PROSPECTING,
                                    "s@acme.example",
                                    "r" + number + "@d" + number % DOMAINS + ".example"),
                            Octets.of(Rig.MAIL))
                    .thenAccept(this::queue)
                    .thenRun(room::release);
        }
        room.acquire(UNDER_WAY);
        waits(count);
        report("filled", start);
    }

    private void queue(Spooled message) {
        delivery.enqueue(message);
    }

    private void waits(int count) {
        await().atMost(Duration.ofMinutes(5)).until(() -> delivery.queue().queued() == count);
    }

    private void figuresAreExact(int count) {
        List<DestinationQueue> domains = delivery.desk().summary();
        assertThat(domains).hasSize(DOMAINS).allMatch(domain -> domain.total() == count / DOMAINS);
        List<WaitingCopy> page = delivery.desk().list(Selection.ALL, Optional.empty(), 100);
        List<WaitingCopy> next =
                delivery.desk().list(Selection.ALL, Optional.of(page.getLast().id()), 100);
        assertThat(page).hasSize(100);
        assertThat(next).hasSize(100).doesNotContainAnyElementsOf(page);
        assertThat(spool.messages()).isEqualTo(count);
    }

    /** One domain is held, and one of its copies cancelled: a report takes its place. */
    private void giveOrders(int count) {
        Selection third = of("d3.example");
        int done = 0;
        OrderResult held;
        do {
            held = order(Order.Kind.HOLD, third);
            done += held.done();
        } while (held.more());
        assertThat(done).isEqualTo(count / DOMAINS);
        assertThat(delivery.queue().held()).isEqualTo(done);

        WaitingCopy one = delivery.desk().list(third, Optional.empty(), 1).getFirst();
        assertThat(one.hold()).isPresent();
        OrderResult cancelled =
                order(
                        Order.Kind.CANCEL,
                        new Selection(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(one.id().message()),
                                OptionalInt.empty()));
        assertThat(cancelled.done()).isEqualTo(1);
        waits(count);
        assertThat(delivery.queue().held()).isEqualTo(done - 1);
    }

    private OrderResult order(Order.Kind kind, Selection selection) {
        return delivery.desk()
                .carryOut(new Order(kind, "marie", "why not", Duration.ZERO), selection);
    }

    private static Selection of(String domain) {
        return new Selection(
                Optional.of(domain),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }

    private static void report(String what, long since) {
        System.gc();
        System.out.printf(
                "%s after %d ms, heap %d KiB%n",
                what,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 10);
    }

    @Override
    public void close() {
        delivery.drain(Duration.ofSeconds(2));
        delivery.close();
        spool.close();
    }
}
