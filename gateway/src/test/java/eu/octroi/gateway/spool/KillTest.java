// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Real processes, really killed. It shows nothing about forcing; {@link PowerLossTest} does. */
final class KillTest {
    private static final int KILLS = 5;
    private static final int NUMBERS_PER_LIFE = 1_000_000;

    @TempDir private Path directory;

    @Test
    void whatAKilledProcessAcknowledgedIsRecoveredOnce() throws Exception {
        Set<Integer> acknowledged = new HashSet<>();
        for (int life = 0; life < KILLS; life++) {
            acknowledged.addAll(
                    liveAndDie(SpoolProducer.class, life * NUMBERS_PER_LIFE, 200 + 300 * life));
        }

        try (Spool spool =
                Spool.open(
                        directory,
                        Mails.settings(1024, 2000),
                        SpoolFiles.onDisk(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            Set<Integer> recovered = new HashSet<>();
            for (Spooled spooled : Mails.recovered(spool)) {
                int number = (int) spooled.id().low();
                assertThat(recovered.add(number)).isTrue();
                assertThat(spool.read(spooled.id()).original())
                        .isEqualTo(Mails.original(number, 2000));
            }
            assertThat(recovered).containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThan(1000);
        }
    }

    @Test
    void whatWasHeldIsHeldAndWhatWasCancelledIsGoneAfterAKill() throws Exception {
        Set<Integer> answered = new HashSet<>(liveAndDie(SpoolHolder.class, 0, 40));
        answered.addAll(liveAndDie(SpoolHolder.class, NUMBERS_PER_LIFE, 40));

        try (Spool spool =
                Spool.open(
                        directory,
                        Mails.settings(1024, 2000),
                        SpoolFiles.onDisk(),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            Set<Integer> held = new HashSet<>();
            Set<Integer> recovered = new HashSet<>();
            for (Spooled message : Mails.recovered(spool)) {
                recovered.add((int) message.id().low());
                if (message.hold(0).equals(Optional.of(SpoolHolder.HELD))) {
                    held.add((int) message.id().low());
                }
            }
            for (int number : answered) {
                assertThat(held.contains(number)).isEqualTo(number % 2 == 0);
                assertThat(recovered.contains(number)).isEqualTo(number % 2 == 0);
            }
            assertThat(answered).hasSizeGreaterThanOrEqualTo(80);
        }
    }

    /** Runs a producer, kills it after so many acknowledgements, returns all it printed. */
    private Set<Integer> liveAndDie(Class<?> program, int first, int acknowledgements)
            throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                program.getName(),
                                directory.toString(),
                                Integer.toString(first))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Set<Integer> acknowledged = new HashSet<>();
        try (BufferedReader out = process.inputReader()) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.matches("\\d+")) {
                    acknowledged.add(Integer.parseInt(line));
                }
                if (acknowledged.size() == acknowledgements) {
                    // By its handle: Process itself would close the stream we still read.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        return acknowledged;
    }

    private static String classPath() {
        String own = System.getProperty("java.class.path");
        return KillTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs())
                        .map(URL::getPath)
                        .collect(Collectors.joining(File.pathSeparator))
                : own;
    }
}
