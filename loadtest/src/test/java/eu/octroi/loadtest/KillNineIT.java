// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was answered 250 arrives, whatever happens to the process (H-12). The books are kept by two
 * other processes: the sender writes what it read, the sink what it got.
 */
final class KillNineIT {
    private static final int MAILS = 10_000;
    private static final int SESSIONS = 20;
    private static final int DELIVERY_CONNECTIONS = 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir private Path directory;

    @Test
    void everyMailAnswered250ArrivesThroughAKill() throws Exception {
        try (Street street = Street.open(directory)) {
            Running first = street.serve();
            Running sender = street.send("-n", "" + MAILS, "-s", "" + SESSIONS);
            await().atMost(LONG).until(() -> street.answered("accepted").size() >= MAILS / 2);

            first.killNine();
            street.serve();
            int senderExit = sender.exitCode(LONG);

            assertThat(senderExit).as(sender.output()).isZero();
            Set<String> accepted = new HashSet<>(street.answered("accepted"));
            assertThat(accepted).hasSize(MAILS);
            await().atMost(LONG).until(() -> street.arrived().keySet().containsAll(accepted));
            Map<String, Long> arrived = street.arrived();
            long doubles = arrived.values().stream().mapToLong(times -> times - 1).sum();
            System.out.printf("kill -9: mails=%d doubles=%d%n", MAILS, doubles);
            assertThat(doubles).isLessThanOrEqualTo(SESSIONS + DELIVERY_CONNECTIONS);
        }
    }
}
