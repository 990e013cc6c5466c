// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What was answered 250 arrives, whatever happens to the process (H-12). The books are kept by two
 * other processes: the sender writes what it read, the sink what it got.
 */
final class KillNineIT {
    private static final int MAILS = 10_000;
    private static final int SESSIONS = 20;
    private static final int DELIVERY_CONNECTIONS = 20;
    private static final long IN_FLIGHT = SESSIONS + DELIVERY_CONNECTIONS;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir private Path directory;

    @Test
    void everyMailAnswered250ArrivesThroughKillsEarlyInTheMiddleAndLate() throws Exception {
        int[] killedAfter = {MAILS / 50, MAILS / 2, MAILS - MAILS / 50};
        try (Street street = Street.open(directory)) {
            Running gateway = street.serve();
            Running sender = street.send("-n", "" + MAILS, "-s", "" + SESSIONS);

            for (int accepted : killedAfter) {
                await().atMost(LONG).until(() -> street.answered("accepted").size() >= accepted);
                gateway.killNine();
                gateway = street.serve();
            }
            int senderExit = sender.exitCode(LONG);

            assertThat(senderExit).as(sender.output()).isZero();
            assertThat(street.answered("accepted")).doesNotHaveDuplicates().hasSize(MAILS);
            long doubles = doublesOnceAllArrived(street);
            System.out.printf(
                    "kill -9: mails=%d kills=%d doubles=%d%n", MAILS, killedAfter.length, doubles);
            assertThat(doubles).isLessThanOrEqualTo(killedAfter.length * IN_FLIGHT);
        }
    }

    @Test
    void whatWaitsForADeadSmarthostArrivesThroughKillsWhileItWaitsAndWhileItLeaves()
            throws Exception {
        int mails = MAILS / 10;
        try (Street street = Street.open(directory)) {
            street.endSmarthost();
            Running gateway = street.serve();
            int senderExit = street.send("-n", "" + mails, "-s", "" + SESSIONS).exitCode(LONG);
            gateway.killNine();
            gateway = street.serve();
            boolean nothingLeft = street.arrived().isEmpty();
            street.startSmarthost();
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !street.arrived().isEmpty());
            gateway.killNine();
            street.serve();

            assertThat(senderExit).isZero();
            assertThat(nothingLeft).isTrue();
            long doubles = doublesOnceAllArrived(street);
            System.out.printf("kill -9, smarthost dead: mails=%d doubles=%d%n", mails, doubles);
            assertThat(doubles).isLessThanOrEqualTo(DELIVERY_CONNECTIONS);
        }
    }

    private static long doublesOnceAllArrived(Street street) throws IOException {
        Set<String> accepted = Set.copyOf(street.answered("accepted"));
        await().atMost(LONG).until(() -> street.arrived().keySet().containsAll(accepted));
        return street.arrived().values().stream().mapToLong(times -> times - 1).sum();
    }
}
