// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.SpoolEvent;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.CRC32C;

/** What a person held stays held, whatever happens to the process and to the log. */
final class HoldTest {
    private static final Path DIRECTORY = Path.of("spool");
    private static final SpoolSettings SETTINGS = Mails.settings(16, 6);
    private static final Intervention HELD =
            new Intervention(
                    Intervention.Kind.HELD, Mails.NOW, "marie", "wrong price, not “urgent”");
    private static final Intervention RELEASED =
            new Intervention(
                    Intervention.Kind.RELEASED, Mails.NOW.plusSeconds(90), "admin-token", "");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void aHoldOutlivesAKillWithItsAuthorAndReason() {
        FaultyFiles files = new FaultyFiles();
        Spooled message;
        try (Spool spool = open(files, SETTINGS)) {
            message = append(spool, 1);
            intervene(spool, message, 1, HELD);
            assertThat(message.hold(1)).contains(HELD);
            files = files.afterKill();
        }

        try (Spool spool = open(files, SETTINGS)) {
            Spooled recovered = Mails.recovered(spool).getFirst();
            assertThat(recovered.hold(1)).contains(HELD);
            assertThat(recovered.hold(0)).isEmpty();
            assertThat(recovered.isOpen(1)).isTrue();
        }
    }

    @Test
    void aReleaseOutlivesAKillAndTheTimeHeldIsKnown() {
        FaultyFiles files = new FaultyFiles();
        try (Spool spool = open(files, SETTINGS)) {
            Spooled message = append(spool, 1);
            intervene(spool, message, 0, HELD);
            intervene(spool, message, 0, RELEASED);
            files = files.afterKill();
        }

        try (Spool spool = open(files, SETTINGS)) {
            Spooled recovered = Mails.recovered(spool).getFirst();
            assertThat(recovered.hold(0)).isEmpty();
            assertThat(recovered.heldBefore(0)).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void aHeldMessageThatIsMovedForwardStaysHeld() {
        FaultyFiles files = new FaultyFiles();
        try (Spool spool = open(files, Mails.settings(16, 6, Duration.ZERO))) {
            Spooled message = append(spool, 1);
            intervene(spool, message, 0, HELD);
            intervene(spool, message, 0, RELEASED);
            intervene(spool, message, 0, HELD);
            Spooled ended = append(spool, 2);
            spool.settle(ended.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();
            spool.settle(ended.acceptance(), 1, Mails.delivered()).toCompletableFuture().join();
            long from = message.position();
            spool.ledgerCommitted(Long.MAX_VALUE);
            await().until(() -> message.position() > from);
            files = files.afterKill();
        }

        try (Spool spool = open(files, SETTINGS)) {
            Spooled recovered = Mails.recovered(spool).getFirst();
            assertThat(recovered.hold(0)).contains(HELD);
            assertThat(recovered.heldBefore(0)).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void whatIsSettledIsNotHeldAnyMore() {
        try (Spool spool = open(new FaultyFiles(), SETTINGS)) {
            Spooled message = append(spool, 1);
            spool.settle(message.acceptance(), 0, Mails.delivered()).toCompletableFuture().join();

            intervene(spool, message, 0, HELD);

            assertThat(message.hold(0)).isEmpty();
        }
    }

    @Test
    void theLedgerIsTold() {
        try (Spool spool = open(new FaultyFiles(), SETTINGS)) {
            Spooled message = append(spool, 1);
            intervene(spool, message, 1, HELD);

            SpoolEvent last = spool.after(0, 10).getLast();

            assertThat(last)
                    .isEqualTo(new SpoolEvent.Intervened(last.position(), message.id(), 1, HELD));
        }
    }

    @Test
    void aLogCutAnywhereKeepsTheMessageAndEveryHoldBeforeTheCut() throws IOException {
        FaultyFiles whole = new FaultyFiles();
        int from;
        try (Spool spool = open(whole, SETTINGS)) {
            Spooled message = append(spool, 1);
            from = Position.offset(message.position()) + message.size();
            intervene(spool, message, 0, HELD);
            intervene(spool, message, 1, HELD);
            whole = whole.afterKill();
        }
        int head = MarkCodec.intervened(Mails.id(1), 0, HELD).length;
        // Behind it the record is padded with zeros.
        int length = SpoolRecord.HEADER_BYTES + head;
        int size = SpoolRecord.size(head, 0);

        for (int cut = from; cut <= from + 2 * size; cut++) {
            FaultyFiles files = whole.afterKill();
            overwrite(files, cut, new byte[from + 2 * size - cut]);

            Spooled recovered = recovered(files).getFirst();

            assertThat(recovered.hold(0).isPresent())
                    .as("cut at %d", cut)
                    .isEqualTo(cut >= from + length);
            assertThat(recovered.hold(1).isPresent()).isEqualTo(cut >= from + size + length);
            assertThat(recovered.isOpen(0)).isTrue();
        }
    }

    @Test
    void aFlippedBitIsNeverTakenForAnotherHold() throws IOException {
        FaultyFiles whole = new FaultyFiles();
        int from;
        try (Spool spool = open(whole, SETTINGS)) {
            Spooled message = append(spool, 1);
            from = Position.offset(message.position()) + message.size();
            intervene(spool, message, 0, HELD);
            whole = whole.afterKill();
        }
        int size = SpoolRecord.size(MarkCodec.intervened(Mails.id(1), 0, HELD).length, 0);

        for (int at = from; at < from + size; at++) {
            FaultyFiles files = whole.afterKill();
            byte old = files.content(segment(files))[at];
            overwrite(files, at, new byte[] {(byte) (old ^ 1 << at % 8)});

            Spooled recovered = recovered(files).getFirst();

            assertThat(recovered.hold(0).filter(hold -> !hold.equals(HELD))).isEmpty();
            assertThat(recovered.hold(1)).isEmpty();
        }
    }

    @Test
    void aRecordOfAnUnknownKindIsRefusedAndNotPassedOver() throws IOException {
        FaultyFiles files = new FaultyFiles();
        int from;
        long salt;
        try (Spool spool = open(files, SETTINGS)) {
            Spooled message = append(spool, 1);
            from = Position.offset(message.position()) + message.size();
            intervene(spool, message, 0, HELD);
            files = files.afterKill();
        }
        byte[] content = files.content(segment(files));
        salt = ByteBuffer.wrap(content).getLong(16);
        byte[] header = new byte[SpoolRecord.HEADER_BYTES];
        System.arraycopy(content, from, header, 0, header.length);
        header[5] = 99;
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(8).putLong(salt).flip());
        checksum.update(header, 0, 36);
        ByteBuffer.wrap(header).putInt(36, (int) checksum.getValue());
        overwrite(files, from, header);
        FaultyFiles later = files;

        assertThatThrownBy(() -> open(later, SETTINGS))
                .isInstanceOf(SpoolFailedException.class)
                .hasMessageContaining("kind 99")
                .hasMessageContaining("later octroi");
    }

    private Spool open(FaultyFiles files, SpoolSettings settings) {
        return Spool.open(
                DIRECTORY, settings, files, Clock.fixed(Mails.NOW, ZoneOffset.UTC), meters);
    }

    private static Spooled append(Spool spool, int number) {
        return spool.append(
                        Mails.acceptance(number, Verdict.Deliver.DELIVER, Verdict.Deliver.DELIVER),
                        Mails.original(number, 100))
                .toCompletableFuture()
                .join();
    }

    private static void intervene(Spool spool, Spooled message, int copy, Intervention what) {
        spool.intervene(message.id(), copy, what).toCompletableFuture().join();
    }

    private static Path segment(FaultyFiles files) {
        return files.paths().getFirst();
    }

    private List<Spooled> recovered(FaultyFiles files) throws IOException {
        var quarantine = new Quarantine(DIRECTORY, files, new SpoolMeters(meters));
        Segments segments = new Segments();
        LiveMessages live = new LiveMessages(1000);
        new Recovery(DIRECTORY, files, quarantine, segments, live).run();
        MessageReader reader = new MessageReader(segments, live, quarantine);
        return live.found(0, 1000).messages().stream()
                .map(message -> new Spooled(live, reader.head(message).orElseThrow()))
                .toList();
    }

    private static void overwrite(FaultyFiles files, int at, byte[] octets) throws IOException {
        try (SpoolFile file = files.open(segment(files))) {
            file.write(ByteBuffer.wrap(octets), at);
        }
    }
}
