// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.loadtest.books.Books;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Row S1 of the faults: killed at every named place and at random moments, the gateway loses
 * nothing it answered 250, sends no more twice than was in flight, and accounts for everybody.
 * {@code -Doctroi.kills=1000} for more.
 */
final class CrashIT {
    private static final int KILLS = Integer.getInteger("octroi.kills", 60);
    private static final long SEED = Long.getLong("octroi.seed", 1);

    @TempDir private Path directory;

    @Test
    void nothingIsLostAndEverybodyIsAccountedForHoweverOftenItIsKilled() throws Exception {
        CrashReport report;
        try (Street street = Street.open(directory, CrashRun.sinkOptions())) {
            report = new CrashRun(street, directory, new Random(SEED)).kill(KILLS);
        }
        System.out.println(report);
        Files.writeString(Project.root().resolve("loadtest/target/kills.txt"), report + "\n");

        assertThat(report.killed()).isEqualTo(KILLS);
        assertThat(report.kills()).containsKeys(CrashPlan.certainPlaces().toArray(String[]::new));
        assertThat(report.lost()).isZero();
        assertThat(report.unknownToBooks()).isZero();
        assertThat(report.saidAgain())
                .as("accepted twice only where the sender saw no reply")
                .isBetween(0L, report.replylost());
        assertThat(report.doubles().withinOneLife()).isZero();
        assertThat(report.doubles().mostAtOneKill())
                .as("no kill doubles more than was in flight")
                .isLessThanOrEqualTo(report.inFlight());
        assertThat(report.doubles().total())
                .as("the sink's ledger and the books tell of as many")
                .isEqualTo(report.arrivals() - report.books().count(Books.End.DELIVERED));
        assertThat(report.books().isRight()).as(report.books().toString()).isTrue();
        assertThat(report.books().count(Books.End.QUEUED)).isZero();
    }
}
