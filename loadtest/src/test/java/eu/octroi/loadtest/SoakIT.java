// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.loadtest.books.Books;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Under load and faults of both sides the gateway holds no more at the end than at the start, and
 * has lost nothing. {@code -Doctroi.soak-seconds=600} for longer.
 */
final class SoakIT {
    private static final Duration LENGTH =
            Duration.ofSeconds(Integer.getInteger("octroi.soak-seconds", 60));

    @TempDir private Path directory;

    @Test
    void heapDescriptorsAndThreadsStayFlatAndNothingIsLost() throws Exception {
        SoakReport report = new SoakRun(directory).run(LENGTH);

        Files.writeString(Project.root().resolve("loadtest/target/soak.txt"), report + "\n");
        System.out.println(report);
        assertThat(report.growth(Vitals::heap)).as("octets of heap").isLessThan(8 << 20);
        assertThat(report.growth(Vitals::descriptors)).as("descriptors").isLessThan(10);
        assertThat(report.growth(Vitals::threads)).as("threads").isLessThan(5);
        assertThat(report.books().isRight()).as(report.books().toString()).isTrue();
        assertThat(report.books().count(Books.End.QUEUED)).isZero();
        // What waited for the end of the faults was taken after all.
        assertThat(report.books().count(Books.End.BOUNCED)).isBetween(1L, report.refused());
        assertThat(report.books().count(Books.End.DELIVERED)).isPositive();
    }
}
