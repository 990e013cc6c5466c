// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.settings.SpoolSettings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** The log cut and flipped everywhere: what is read is right or is not read. */
final class DamageTest {
    private static final SpoolSettings SETTINGS = Mails.settings(16, 6);
    private static final Path DIRECTORY = Path.of("spool");
    private static final int MESSAGES = 3;
    private static final int LENGTH = 64;

    private FaultyFiles whole = new FaultyFiles();
    private Path segment = DIRECTORY;
    private int end;

    @BeforeEach
    void write() {
        FaultyFiles files = new FaultyFiles();
        try (Spool spool = open(files)) {
            for (int number = 0; number < MESSAGES; number++) {
                Spooled spooled =
                        spool.append(Mails.acceptance(number), Mails.original(number, LENGTH))
                                .toCompletableFuture()
                                .join();
                end = Position.offset(spooled.position()) + spooled.size();
            }
        }
        whole = files.afterKill();
        segment = whole.paths().getFirst();
    }

    @Test
    void aLogCutAnywhereIsReadUpToTheCut() throws IOException {
        for (int cut = SegmentHeader.BYTES; cut <= end; cut++) {
            FaultyFiles files = whole.afterKill();
            overwrite(files, cut, new byte[end - cut]);

            assertThat(recovered(files)).as("cut at %d", cut).isEqualTo(intactBefore(cut));
        }
    }

    @Test
    void aFlippedBitCostsAtMostItsMessage() throws IOException {
        for (int at = 0; at < end; at++) {
            FaultyFiles files = whole.afterKill();
            byte old = files.content(segment)[at];
            overwrite(files, at, new byte[] {(byte) (old ^ 1 << at % 8)});

            assertThat(recovered(files))
                    .as("flipped at %d", at)
                    .isGreaterThanOrEqualTo(MESSAGES - 1);
        }
    }

    private int intactBefore(int cut) {
        int size = (end - SegmentHeader.BYTES) / MESSAGES;
        int records = (cut - SegmentHeader.BYTES) / size;
        // The last octets of a record are padding, zero already.
        int padding = paddingOf(size);
        return (cut - SegmentHeader.BYTES) % size >= size - padding ? records + 1 : records;
    }

    private int paddingOf(int size) {
        byte[] content = whole.content(segment);
        int last = SegmentHeader.BYTES + size;
        int padding = 0;
        while (content[last - 1 - padding] == 0) {
            padding++;
        }
        return padding;
    }

    /** Recovers, checks that whatever is recovered is right, and returns how much it was. */
    private static int recovered(FaultyFiles files) throws IOException {
        Segments segments = new Segments();
        var quarantine =
                new Quarantine(DIRECTORY, files, new SpoolMeters(new SimpleMeterRegistry()));
        LiveMessages live = new LiveMessages(1000);
        Recovery recovery = new Recovery(DIRECTORY, files, quarantine, segments, live);
        recovery.run();
        List<MessageId> messages = live.found(0, 1000).messages();
        MessageReader reader = new MessageReader(segments, live, quarantine);
        for (MessageId message : messages) {
            int number = (int) message.low();
            SpooledMessage read = reader.read(message);
            assertThat(read.acceptance()).isEqualTo(Mails.acceptance(number));
            assertThat(read.original()).isEqualTo(Mails.original(number, LENGTH));
        }
        return messages.size();
    }

    private void overwrite(FaultyFiles files, int at, byte[] octets) throws IOException {
        try (SpoolFile file = files.open(segment)) {
            file.write(ByteBuffer.wrap(octets), at);
        }
    }

    private static Spool open(FaultyFiles files) {
        return Spool.open(
                DIRECTORY,
                SETTINGS,
                files,
                Clock.fixed(Mails.NOW, ZoneOffset.UTC),
                new SimpleMeterRegistry());
    }
}
