// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** How the gateway's process ends when it is asked to. */
final class StopIT {
    private static final int MAILS = 2000;
    private static final Duration STOP_MAX = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path directory;

    @Test
    void sigtermUnderLoadLosesNothingAndSendsNothingTwice() throws Exception {
        try (Street street = Street.open(directory)) {
            Running gateway = street.serve();
            Running sender = street.send("-n", "" + MAILS, "-s", "20");
            await().atMost(LONG).until(() -> street.answered("accepted").size() >= MAILS / 2);

            gateway.terminate();
            int code = gateway.exitCode(STOP_MAX);
            boolean announced = street.isAnnounced();
            street.serve();

            assertThat(code).as(gateway.output()).isZero();
            assertThat(announced).isFalse();
            assertThat(sender.exitCode(LONG)).as(sender.output()).isZero();
            Set<String> accepted = Set.copyOf(street.answered("accepted"));
            assertThat(accepted).hasSize(MAILS);
            await().atMost(LONG).until(() -> street.arrived().keySet().containsAll(accepted));
            assertThat(street.arrived().values()).containsOnly(1L);
        }
    }

    @Test
    void aSecondSignalEndsAStopThatWaitsForATool() throws Exception {
        try (Street street = Street.open(directory)) {
            Running gateway = street.serve();
            try (Wire tool = tool(street)) {
                tool.write("MAIL FROM:<seller@t0.example>\r\nRCPT TO:<u1@d1.example>\r\nDATA\r\n");
                tool.flush();
                tool.reply();
                tool.reply();
                assertThat(tool.reply()).startsWith("354");

                gateway.terminate();
                await().atMost(STOP_MAX).until(() -> gateway.output().contains("stopping:"));
                gateway.terminate();

                assertThat(gateway.exitCode(STOP_MAX)).as(gateway.output()).isEqualTo(3);
            }
        }
    }

    private static Wire tool(Street street) throws Exception {
        Wire tool = new Wire(new Socket(street.smtp().getAddress(), street.smtp().getPort()));
        tool.reply();
        tool.write("EHLO tool.example\r\n");
        tool.flush();
        tool.reply();
        return tool;
    }
}
