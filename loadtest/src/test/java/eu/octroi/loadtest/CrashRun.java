// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.awaitility.Awaitility.await;

import eu.octroi.loadtest.books.Books;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Kills the gateway again and again under load and starts it again; sender and sink run on, and
 * keep their books. Segments are small, so that they are cleared and used again all the time; some
 * mails are put off by the sink until the end, so that there is always something to recover and to
 * carry forward. Confined to a thread.
 */
final class CrashRun {
    private static final int SESSIONS = 6;
    private static final int CONNECTIONS = 4;

    /** Delivery goes on while outcomes are forced: so many of a connection, in a force of 75 ms. */
    private static final int UNFORCED = 25;

    /** On each connection one copy not answered yet, and those whose outcomes wait to be forced. */
    private static final long IN_FLIGHT = CONNECTIONS * (1L + UNFORCED);

    private static final Duration PLACE_REACHED_MAX = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String[] SMALL = {
        "--set", "spool.segment-size=256KiB",
        "--set", "spool.segments-max=400",
        "--set", "spool.free-space-min=64MiB",
        "--set", "limits.message-max=64KiB",
        "--set", "delivery.connections-max=" + CONNECTIONS
    };

    private final Street street;
    private final Path stopFile;
    private final List<String> jvm;
    private final RandomGenerator random;
    private final Map<String, Integer> kills = new HashMap<>();
    private final List<Long> lifeStarts = new ArrayList<>();

    CrashRun(Street street, Path directory, RandomGenerator random) {
        this.street = street;
        this.stopFile = directory.resolve("enough");
        this.random = random;
        this.jvm =
                List.of(
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + directory.resolve("serve.jsa"),
                        "-Xlog:cds*=off");
    }

    /** What the sink of such a run does wrong: some recipients are put off until the end. */
    static String[] sinkOptions() {
        return new String[] {"--delay-dot", "3", "--refuse", "^u\\d*333@=450 4.2.0 later"};
    }

    CrashReport kill(int times) throws Exception {
        long start = System.nanoTime();
        warmUp();
        Running sender =
                street.send(
                        "-n",
                        "100000000",
                        "-s",
                        "" + SESSIONS,
                        "--pause",
                        "10",
                        "--stop-file",
                        stopFile.toString());
        for (int number = 0; number < times; number++) {
            lifeStarts.add(System.currentTimeMillis());
            liveAndDie(CrashPlan.of(number, random));
        }
        lifeStarts.add(System.currentTimeMillis());
        Running last = street.serve(jvm, SMALL);
        Files.createFile(stopFile);
        if (sender.exitCode(LONG) != 0) {
            throw new AssertionError("the sender gave up:\n" + sender.output());
        }
        lifeStarts.add(System.currentTimeMillis());
        street.restartSmarthostWithoutFaults();
        Set<String> accepted = new HashSet<>(street.answered("accepted"));
        awaitArrival(accepted);
        last.terminate();
        last.exitCode(LONG);
        return report(accepted, Duration.ofNanos(System.nanoTime() - start));
    }

    /** A life that ends in peace leaves an archive of classes, which makes later starts short. */
    private void warmUp() throws IOException, InterruptedException {
        Running gateway = street.serve(jvm, SMALL);
        street.send("-n", "50", "-s", "2", "--run", "warm-up").exitCode(LONG);
        gateway.terminate();
        gateway.exitCode(LONG);
    }

    private void liveAndDie(CrashPlan plan) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(jvm);
        options.addAll(plan.jvmOptions());
        boolean ended;
        Running gateway;
        if (plan.place().isPresent()) {
            gateway = street.launch(options, SMALL);
            ended = gateway.endsWithin(PLACE_REACHED_MAX);
        } else {
            gateway = street.begin(options, SMALL);
            ended = gateway.endsWithin(plan.after());
        }
        if (plan.place().isEmpty() && ended) {
            throw new AssertionError("ended by itself:\n" + gateway.output());
        }
        gateway.killNine();
        boolean missed = plan.place().isPresent() && !ended;
        kills.merge(missed ? "missed " + plan.word() : plan.word(), 1, Integer::sum);
    }

    private void awaitArrival(Set<String> accepted) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> street.arrived().keySet().containsAll(accepted));
    }

    private CrashReport report(Set<String> accepted, Duration took)
            throws IOException, SQLException {
        Books books = Books.read(street.data());
        Map<String, Long> arrived = street.arrived();
        Set<String> lost = new HashSet<>(accepted);
        lost.removeAll(arrived.keySet());
        Set<String> unknown = street.references();
        unknown.removeAll(books.messages());
        List<Doubles.Arrival> arrivals = street.arrivals();
        return new CrashReport(
                kills,
                accepted.size(),
                lost.size(),
                unknown.size(),
                books.accepted() - accepted.size(),
                street.answered("lost").size(),
                arrivals.size(),
                Doubles.of(arrivals, lifeStarts),
                IN_FLIGHT,
                books,
                took);
    }
}
