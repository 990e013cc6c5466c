// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some hundred messages through small segments, most of them settled, so that segments fill, are
 * cleared and are used again; and the account of what was acknowledged.
 *
 * @param acknowledged number of each message whose append completed
 * @param ending messages of which every settle was asked for: they may have ended or not
 * @param done messages of which every settle completed
 */
record Workload(
        FaultyFiles files,
        Map<MessageId, Integer> acknowledged,
        Set<MessageId> ending,
        Set<MessageId> done) {
    private static final Path DIRECTORY = Path.of("spool");
    private static final int ROUNDS = 14;
    private static final int PER_ROUND = 6;
    private static final int SEGMENTS = 5;

    /** What comes again after a failure, and stays by half, must find room too. */
    private static final int SEGMENTS_AMPLE = 20;

    static Workload run(FaultyFiles files) {
        Workload workload = new Workload(files, new HashMap<>(), new HashSet<>(), new HashSet<>());
        Spool spool;
        try {
            spool = open(files);
        } catch (SpoolFailedException powerLost) {
            return workload;
        }
        spool.ledgerCommitted(Long.MAX_VALUE);
        for (int round = 0; round < ROUNDS; round++) {
            workload.round(spool, round * PER_ROUND);
        }
        spool.close();
        return workload;
    }

    /** The same on a disk that fails once: it must go on by itself, and take mail again. */
    static Workload goOn(FaultyFiles files) {
        Workload workload = new Workload(files, new HashMap<>(), new HashSet<>(), new HashSet<>());
        try (Spool spool = openInTheEnd(files)) {
            spool.ledgerCommitted(Long.MAX_VALUE);
            for (int round = 0; round < ROUNDS; round++) {
                workload.round(spool, round * PER_ROUND);
            }
            AtomicInteger more = new AtomicInteger(ROUNDS);
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> workload.takes(spool, more.getAndIncrement() * PER_ROUND));
        }
        return workload;
    }

    private boolean takes(Spool spool, int first) {
        int before = acknowledged.size();
        round(spool, first);
        return acknowledged.size() == before + PER_ROUND;
    }

    /** As an operator would, starts once more when the first start fails. */
    private static Spool openInTheEnd(FaultyFiles files) {
        try {
            return open(files, SEGMENTS_AMPLE);
        } catch (SpoolFailedException failedOnce) {
            return open(files, SEGMENTS_AMPLE);
        }
    }

    /** Opens the spool on what is left and names everything that breaks the promise. */
    List<String> lossesIn(FaultyFiles left) {
        List<String> losses = new ArrayList<>();
        Map<MessageId, Spooled> found = new HashMap<>();
        try (Spool spool = open(left)) {
            for (Spooled spooled : Mails.recovered(spool)) {
                if (found.put(spooled.id(), spooled) != null) {
                    losses.add("twice: " + spooled.id());
                }
            }
            acknowledged.forEach(
                    (id, number) -> {
                        Optional<Spooled> whole =
                                Optional.ofNullable(found.get(id))
                                        .filter(s -> isWhole(spool, s, number));
                        if (!ending.contains(id) && whole.isEmpty()) {
                            losses.add("lost: " + number);
                        }
                    });
        }
        done.stream().filter(found::containsKey).forEach(id -> losses.add("again: " + id));
        return losses;
    }

    private static Spool open(FaultyFiles files) {
        return open(files, SEGMENTS);
    }

    private static Spool open(FaultyFiles files, int segments) {
        return Spool.open(
                DIRECTORY,
                Mails.settings(32, segments),
                files,
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }

    private static boolean isWhole(Spool spool, Spooled spooled, int number) {
        SpooledMessage read = spool.read(spooled.id());
        return read.original().equals(Mails.original(number, length(number)))
                && read.acceptance().equals(acceptance(number));
    }

    private static Acceptance acceptance(int number) {
        return Mails.acceptance(number, Verdict.Deliver.DELIVER, Verdict.Deliver.DELIVER);
    }

    private static int length(int number) {
        return 200 + number * 37 % 3000;
    }

    private void round(Spool spool, int first) {
        List<CompletableFuture<Spooled>> appends = new ArrayList<>();
        for (int number = first; number < first + PER_ROUND; number++) {
            appends.add(
                    spool.append(acceptance(number), Mails.original(number, length(number)))
                            .toCompletableFuture());
        }
        List<Spooled> accepted = new ArrayList<>();
        for (int i = 0; i < PER_ROUND; i++) {
            if (succeeds(appends.get(i))) {
                accepted.add(appends.get(i).join());
                acknowledged.put(accepted.getLast().id(), first + i);
            }
        }
        settle(spool, accepted);
    }

    /** Every third message only by half: it stays and has to be carried on. */
    private void settle(Spool spool, List<Spooled> accepted) {
        Map<Spooled, List<CompletionStage<Void>>> settling = new HashMap<>();
        for (int i = 0; i < accepted.size(); i++) {
            Spooled spooled = accepted.get(i);
            List<CompletionStage<Void>> marks = new ArrayList<>();
            marks.add(spool.settle(spooled.acceptance(), 0, Mails.delivered()));
            if (i % 3 > 0) {
                ending.add(spooled.id());
                marks.add(spool.settle(spooled.acceptance(), 1, Mails.delivered()));
                settling.put(spooled, marks);
            }
        }
        settling.forEach(
                (spooled, marks) -> {
                    if (marks.stream().allMatch(Workload::succeeds)) {
                        done.add(spooled.id());
                    }
                });
    }

    private static boolean succeeds(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
            return true;
        } catch (CompletionException failed) {
            return false;
        }
    }
}
