// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.ChildJvm;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real process is killed in the middle; what it said was done is done. */
final class KilledProcessTest {
    @TempDir private Path directory;

    @Test
    void everyAnsweredOppositionOutlivesAKill() throws IOException, InterruptedException {
        int answered = killAfter(300, "oppose");

        try (var open = OpenList.in(directory)) {
            for (int i = 0; i <= answered; i++) {
                assertThat(open.isSuppressed("user" + i + "@x.fr")).isTrue();
            }
            assertThatTheIndexFollowsTheRecord(open);
        }
    }

    @Test
    void everyReportedBatchOfAnImportOutlivesAKillAndTheImportCanBeRepeated()
            throws IOException, InterruptedException {
        int reported = killAfter(2 * ListImport.BATCH, "import");

        try (var open = OpenList.in(directory)) {
            // The last batch reported was still on its way.
            for (int i = 0; i < reported - ListImport.BATCH; i += 97) {
                assertThat(open.isSuppressed("user" + i + "@x.fr")).isTrue();
            }
            assertThatTheIndexFollowsTheRecord(open);
            long before = open.events();

            ImportReport report =
                    open.list.importList(
                            ACME,
                            new Lines((int) before),
                            new ImportOptions(Reason.OPPOSITION, false),
                            (_, _) -> {});

            assertThat(report.already()).isEqualTo(before);
            assertThat(open.events()).isEqualTo(before);
        }
    }

    @Test
    void aKillWhileTheFileIsLockedHoldsNobodyUp() throws IOException, InterruptedException {
        killAfter(1, "count");

        try (var open = OpenList.in(directory)) {
            assertThat(open.rebuilds).contains("the index file cannot be read");
            for (int i = 0; i < 100; i++) {
                assertThat(open.isSuppressed("user" + i + "@x.fr")).isTrue();
            }
            assertThatTheIndexFollowsTheRecord(open);
        }
    }

    /** Runs the child until it has said at least {@code enough}; returns the last it said. */
    private int killAfter(int enough, String what) throws IOException, InterruptedException {
        Process child = ChildJvm.start(List.of(), Child.class, directory.toString(), what);
        int last = -1;
        try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.matches("done [0-9]+")) {
                    last = Integer.parseInt(line.substring(5));
                }
                if (last >= enough) {
                    // By its handle: the process would close the stream we still read.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(child.waitFor()).as("killed").isEqualTo(137);
        return last;
    }

    private static void assertThatTheIndexFollowsTheRecord(OpenList open) {
        Map<PersonKey, Marks> folded = open.folded();
        SuppressionIndex index = open.list.keeper().index();

        assertThat(index.size()).isEqualTo(folded.size());
        folded.forEach((key, marks) -> assertThat(index.get(key)).contains(marks));
    }

    /** The process that is killed. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            var open = OpenList.in(Path.of(arguments[0]));
            switch (arguments[1]) {
                case "oppose" -> oppose(open);
                case "count" -> count(open);
                case "import" ->
                        open.list.importList(
                                ACME,
                                new Lines(Integer.MAX_VALUE),
                                new ImportOptions(Reason.OPPOSITION, false),
                                (lines, _) -> System.out.println("done " + lines));
                default -> throw new IllegalArgumentException(arguments[1]);
            }
        }

        /** Stays where a part of the file is locked, as while its keys are counted. */
        private static void count(OpenList open) {
            for (int i = 0; i < 100; i++) {
                open.list
                        .add(ACME, person("user" + i + "@x.fr"), Reason.OPPOSITION, Channel.PAGE)
                        .toCompletableFuture()
                        .join();
            }
            open.list
                    .keeper()
                    .index()
                    .forEach(
                            (_, _) -> {
                                System.out.println("done 1");
                                new CompletableFuture<Void>().join();
                            });
        }

        private static void oppose(OpenList open) {
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                open.list
                        .add(ACME, person("user" + i + "@x.fr"), Reason.OPPOSITION, Channel.PAGE)
                        .toCompletableFuture()
                        .join();
                System.out.println("done " + i);
            }
        }
    }

    /** A list of as many lines as wanted. */
    private static final class Lines extends InputStream {
        private final int count;
        private int next;
        private ByteBuffer line = ByteBuffer.allocate(0);

        Lines(int count) {
            this.count = count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!line.hasRemaining()) {
                if (next == count) {
                    return -1;
                }
                String text = "user" + next++ + "@x.fr\n";
                line = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            }
            int taken = Math.min(length, line.remaining());
            line.get(into, offset, taken);
            return taken;
        }
    }
}
