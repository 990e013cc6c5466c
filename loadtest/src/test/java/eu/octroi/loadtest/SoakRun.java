// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.awaitility.Awaitility.await;

import eu.octroi.loadtest.books.Books;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One gateway under load for long, amid faults of both sides: rude clients; a smarthost that puts
 * off, refuses, takes mail without saying so, and now and then is gone. Confined to a thread.
 */
final class SoakRun {
    private static final Duration BETWEEN = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(5);

    /** In each so many measurements the smarthost is gone for one. */
    private static final int OUTAGE_EVERY = 3;

    private static final String REFUSED = "^u\\d*77@";
    private static final String[] SINK = {
        "--delay-dot", "2",
        "--defer", "5",
        "--refuse", REFUSED + "=550 5.1.1 Nobody",
        "--drop-after-dot", "^u\\d*55@"
    };
    private static final String[] SMALL = {
        "--set", "spool.segment-size=1MiB",
        "--set", "limits.message-max=256KiB",
        "--set", "delivery.connections-max=8"
    };

    private final Path directory;

    SoakRun(Path directory) {
        this.directory = directory;
    }

    SoakReport run(Duration length) throws Exception {
        Path stopFile = directory.resolve("enough");
        try (Street street = Street.open(directory, SINK)) {
            Running gateway = street.serve(List.of("-XX:+UseSerialGC"), SMALL);
            Running sender =
                    street.send(
                            "-n",
                            "100000000",
                            "-s",
                            "8",
                            "--pause",
                            "25",
                            "--stop-file",
                            stopFile.toString());
            List<Vitals> vitals = new ArrayList<>();
            long rude;
            try (RudeClients clients = new RudeClients(street.smtp())) {
                measure(street, gateway, length, vitals);
                rude = clients.calls();
            }
            Files.createFile(stopFile);
            if (sender.exitCode(LONG) != 0) {
                throw new AssertionError("the sender gave up:\n" + sender.output());
            }
            return report(street, gateway, vitals, rude);
        }
    }

    private void measure(Street street, Running gateway, Duration length, List<Vitals> vitals)
            throws Exception {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN.toNanos());
            vitals.add(Vitals.of(gateway.pid()));
            System.out.println(vitals.getLast());
            if (vitals.size() % OUTAGE_EVERY == 0) {
                street.endSmarthost();
            } else if (vitals.size() % OUTAGE_EVERY == 1 && vitals.size() > 1) {
                street.startSmarthost();
            }
        }
    }

    private SoakReport report(Street street, Running gateway, List<Vitals> vitals, long rude)
            throws Exception {
        street.restartSmarthostWithoutFaults();
        Predicate<String> refused = Pattern.compile(REFUSED).asPredicate();
        Set<String> due = street.acceptedFor(refused.negate());
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> street.arrived().keySet().containsAll(due));
        gateway.terminate();
        gateway.exitCode(LONG);
        return new SoakReport(
                vitals,
                due.size(),
                street.acceptedFor(refused).size(),
                rude,
                Books.read(street.data()));
    }
}
