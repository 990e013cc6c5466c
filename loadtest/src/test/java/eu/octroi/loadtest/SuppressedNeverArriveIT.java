// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A million suppressed people, fifty sessions: none of them gets a mail, everyone else does. */
final class SuppressedNeverArriveIT {
    private static final int MAILS = 10_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** What is promised on an idle machine. */
    private static final double START_SECONDS = 3;

    /** On a busy one: how many times a mere validate may fit into a start. */
    private static final double START_RATIO = 10;

    private static final int STARTS = 4;

    @TempDir private Path directory;

    @Test
    void noneOfAMillionSuppressedGetsAMail() throws Exception {
        try (Street street = Street.open(directory)) {
            Path list = list();
            long importStart = System.nanoTime();
            street.octroi("suppress", "import", list.toString(), "--controller", "bench");
            double importSeconds = secondsSince(importStart);
            Running first = street.serve();

            Running sender = street.send("-n", "" + MAILS, "-s", "50", "--suppressed", "50");
            int senderExit = sender.exitCode(LONG);

            assertThat(senderExit).as(sender.output()).isZero();
            assertThat(street.answered("refused")).hasSize(MAILS / 2);
            Set<String> accepted = new HashSet<>(street.answered("accepted"));
            await().atMost(LONG).until(() -> street.arrived().keySet().containsAll(accepted));
            List<String> arrivedFor = street.arrivedFor();
            assertThat(arrivedFor).hasSize(MAILS / 2).noneMatch(r -> r.startsWith("s"));

            first.terminate();
            assertThat(first.exitCode(LONG)).isZero();
            double validateSeconds = fastestValidate(street);
            double startSeconds = fastestStart(street);
            System.out.printf(
                    "suppressed=%d import-seconds=%.1f start-seconds=%.2f validate-seconds=%.2f%n",
                    Recipients.SUPPRESSED, importSeconds, startSeconds, validateSeconds);
            assertThat(startSeconds)
                    .isLessThan(Math.max(START_SECONDS, validateSeconds * START_RATIO));
        }
    }

    private Path list() throws IOException {
        Path list = directory.resolve("suppressed.txt");
        try (BufferedWriter out = Files.newBufferedWriter(list)) {
            for (int number = 0; number < Recipients.SUPPRESSED; number++) {
                out.write(Recipients.suppressed(number));
                out.write('\n');
            }
        }
        return list;
    }

    private static double fastestValidate(Street street) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            street.octroi("validate");
            fastest = Math.min(fastest, secondsSince(start));
        }
        return fastest;
    }

    private static double fastestStart(Street street) throws Exception {
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            Running gateway = street.serve();
            fastest = Math.min(fastest, secondsSince(start));
            gateway.terminate();
            assertThat(gateway.exitCode(LONG)).isZero();
        }
        return fastest;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
