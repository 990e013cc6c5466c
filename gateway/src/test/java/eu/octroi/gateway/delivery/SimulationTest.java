// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Queue, retry clock and spool by the seeds of chance. {@code -Doctroi.seeds=100000
 * -Doctroi.seed=1} says how many and from which one on.
 */
final class SimulationTest {
    private static final int SEEDS = 2_000;

    /** Kept by {@code loadtest/bench/seeds.sh}. */
    private static final Path RESULT = Path.of("target", "seeds.txt");

    /** What is said of failures that are made here would fill books. */
    private static final List<String> SILENT = List.of("eu.octroi.gateway", "io.netty");

    @BeforeAll
    static void beSilent() {
        SILENT.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.OFF));
    }

    @AfterAll
    static void speakAgain() {
        SILENT.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.WARN));
    }

    @Test
    void everyPromiseIsKeptWhateverHappens() throws IOException {
        long first = Long.getLong("octroi.seed", 1);
        int count = Integer.getInteger("octroi.seeds", SEEDS);
        Sum sum = new Sum(0, 0, 0, 0);
        Files.deleteIfExists(RESULT);
        for (long seed = first; seed < first + count; seed++) {
            try (Simulation run = new Simulation(seed, Sabotage.NONE).run()) {
                sum = sum.plus(run);
            }
        }

        assertThat(sum.messages()).isGreaterThan(10L * count);
        assertThat(sum.kills()).isGreaterThan(count);
        Files.writeString(RESULT, "first seed: %d%n%s%n".formatted(first, sum));
    }

    /** What so many seeds have seen. */
    private record Sum(long seeds, long messages, long kills, long doubles) {
        Sum plus(Simulation run) {
            return new Sum(
                    seeds + 1,
                    messages + run.messages(),
                    kills + run.kills(),
                    doubles + run.doubles());
        }
    }

    @Test
    void theSameSeedDoesTheSame() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(log(seed)).isEqualTo(log(seed));
        }
    }

    private static String log(long seed) {
        try (Simulation run = new Simulation(seed, Sabotage.NONE).run()) {
            return run.log();
        }
    }

    /** The counter-proof: a promise that is broken on purpose is found out. */
    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    ACKNOWLEDGED_BEFORE_FORCE | lost|is back|ended, and waits
                    ASKED_ONCE                | who objected before
                    RETRIED_AT_ONCE           | tried again too early
                    TOO_MANY_CONNECTIONS      | connections, .* to
                    TOO_FAST                  | messages within a minute
                    """)
    void aPromiseThatIsBrokenIsFoundOut(Sabotage sabotage, String words) {
        assertThatThrownBy(
                        () -> {
                            for (long seed = 1; seed <= 500; seed++) {
                                try (Simulation run = new Simulation(seed, sabotage)) {
                                    run.run();
                                }
                            }
                        })
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed \\d+: [^\n]*(" + words + ").*");
    }
}
