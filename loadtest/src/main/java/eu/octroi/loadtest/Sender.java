// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A closed-loop load: each session says its next mail when the last one is answered. Exit code 0
 * when every mail was answered for good.
 */
@Command(name = "sender", description = "Sends the canonical workload and records every reply.")
public final class Sender implements Callable<Integer> {
    @Option(names = "--target", required = true, description = "host:port, or a run.json")
    private String target = "";

    @Option(names = "-n", description = "mails")
    private long count = 1000;

    @Option(names = "-s", description = "sessions")
    private int sessions = 20;

    @Option(names = "--suppressed", description = "percent of mails to suppressed people")
    private int suppressedPercent;

    @Option(names = "--from", description = "sender address")
    private String from = "seller@t0.example";

    @Option(names = "--run", description = "part of every Message-ID")
    private String run = "load";

    @Option(names = "--pause", description = "milliseconds of a session between two mails")
    private long pauseMillis;

    @Option(names = "--stop-file", description = "no further mail once this file exists")
    private @Nullable Path stopFile;

    @Option(names = "--ledger", description = "one line per reply")
    private @Nullable Path ledger;

    /** Sends everything, prints one line and ends. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sender()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<LineLedger> lines =
                ledger == null ? Optional.empty() : Optional.of(new LineLedger(ledger));
        try (SenderRecord record = new SenderRecord(lines)) {
            long start = System.nanoTime();
            send(record);
            System.out.println(record.summary((System.nanoTime() - start) / 1e9));
            return record.isComplete() ? 0 : 1;
        }
    }

    private boolean isStopped() {
        return stopFile != null && Files.exists(stopFile);
    }

    private void send(SenderRecord record) throws InterruptedException {
        AtomicLong numbers = new AtomicLong();
        LongSupplier next =
                () -> {
                    long number = numbers.getAndIncrement();
                    return number < count && !isStopped() ? number : -1;
                };
        SenderSession.Load load =
                new SenderSession.Load(
                        new CanonicalMail(),
                        new Recipients(suppressedPercent),
                        from,
                        run,
                        Duration.ofMillis(pauseMillis));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            SenderSession session = new SenderSession(new Target(target), next, load, record);
            threads.add(Thread.ofVirtual().name("sender").start(session));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
