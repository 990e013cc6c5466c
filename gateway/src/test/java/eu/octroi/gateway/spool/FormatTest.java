// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.Verdict;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Spools of other versions of the program: what was before is read, what comes is not (S12). */
final class FormatTest {
    private static final String SEGMENT = "1793606400.segment";
    private static final int HEADER_CHECKSUM_AT = 32;
    private static final int SECOND_HEADER_AT = 512;

    @TempDir private Path directory;

    @Test
    void aSegmentOfFormatOneIsReadWhole() throws IOException {
        Files.write(directory.resolve(SEGMENT), golden(1));

        try (Spool spool = open(Clock.fixed(Mails.NOW, ZoneOffset.UTC))) {
            List<Spooled> recovered = Mails.recovered(spool);
            assertThat(recovered).hasSize(2);
            SpooledMessage first = spool.read(recovered.getFirst().id());
            assertThat(first.acceptance().copies())
                    .extracting(copy -> copy.to().toString())
                    .containsExactly("r1.0@example.org", "r1.1@example.org");
            assertThat(recovered.getFirst().isOpen(0)).as("settled then").isFalse();
            assertThat(recovered.getFirst().isOpen(1)).isTrue();
            assertThat(first.acceptance().treatment().notes()).containsExactly("a", "b=2");
            assertThat(first.acceptance().sharedEdits()).hasSize(1);
            assertThat(new String(first.original().toByteArray(), StandardCharsets.US_ASCII))
                    .isEqualTo("Subject: one\r\n\r\nkept since format 1\r\n");
            assertThat(spool.after(0, 10)).as("for the ledger").hasSize(3);
        }
    }

    /** Its verdicts keep no slot of the caps, and its marks do not say what may have arrived. */
    @Test
    void aSegmentOfFormatTwoIsReadWhole() throws IOException {
        Files.write(directory.resolve(SEGMENT), golden(2));

        try (Spool spool = open(Clock.fixed(Mails.NOW, ZoneOffset.UTC))) {
            List<Spooled> recovered = Mails.recovered(spool);
            assertThat(recovered).as("the others were settled then").hasSize(1);
            Spooled held = recovered.getFirst();
            assertThat(held.hold(0)).map(Intervention::author).contains("marie");
            assertThat(held.acceptance().copies().getFirst().verdict())
                    .isEqualTo(Verdict.Deliver.DELIVER);
            assertThat(spool.after(0, 10).stream())
                    .filteredOn(SpoolEvent.Settled.class::isInstance)
                    .map(event -> ((SpoolEvent.Settled) event).outcome())
                    .map(outcome -> outcome.kind() + " " + outcome.mayHaveArrived())
                    .containsExactly("DELIVERED true", "BOUNCED false");
        }
    }

    @Test
    void aSegmentOfALaterFormatIsRefusedInClearWordsAndNothingIsTouched() throws IOException {
        byte[] later = golden(1);
        for (int at : new int[] {0, SECOND_HEADER_AT}) {
            later[at + 7] = 4;
            CRC32C checksum = new CRC32C();
            checksum.update(later, at, HEADER_CHECKSUM_AT);
            ByteBuffer.wrap(later).putInt(at + HEADER_CHECKSUM_AT, (int) checksum.getValue());
        }
        Files.write(directory.resolve(SEGMENT), later);
        Files.writeString(directory.resolve("1793606401.preparing"), "half");

        assertThatThrownBy(() -> open(Clock.systemUTC()))
                .isInstanceOf(SpoolFailedException.class)
                .hasMessageContaining("format 4")
                .hasMessageContaining("later octroi");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(SEGMENT, "1793606401.preparing");
        }
        assertThat(Files.readAllBytes(directory.resolve(SEGMENT))).isEqualTo(later);
    }

    /** S10: at a start the clock says a year ago, then a year from now. */
    @Test
    void aClockThatJumpsLosesNothingAndMakesNoNegativeAge() throws IOException {
        Files.write(directory.resolve(SEGMENT), golden(1));
        for (int days : new int[] {-365, 365}) {
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            Clock jumped = Clock.fixed(Mails.NOW.plus(Duration.ofDays(days)), ZoneOffset.UTC);

            try (Spool spool = open(jumped, meters)) {
                assertThat(Mails.recovered(spool)).hasSize(2);
                assertThat(meters.get("octroi.spool.oldest.message.age").gauge().value())
                        .isNotNegative();
                Spooled taken =
                        spool.append(Mails.acceptance(3), Mails.original(3, 100))
                                .toCompletableFuture()
                                .join();
                assertThat(Position.generation(taken.position())).isGreaterThan(1_793_606_400L);
                spool.settle(taken.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            }
        }
    }

    private Spool open(Clock clock) {
        return open(clock, new SimpleMeterRegistry());
    }

    private Spool open(Clock clock, SimpleMeterRegistry meters) {
        return Spool.open(directory, Mails.settings(16, 6), SpoolFiles.onDisk(), clock, meters);
    }

    private static byte[] golden(int format) throws IOException {
        try (var in =
                FormatTest.class.getResourceAsStream("/spool/format-" + format + "/" + SEGMENT)) {
            return Objects.requireNonNull(in, "no golden segment").readAllBytes();
        }
    }
}
