// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** The judges are judged: what the sender writes down is what the sink got. */
final class SinkAndSenderTest {
    private static final String REFUSAL = "550 5.1.1 nobody";

    @TempDir private Path directory;

    @Test
    void bothBooksAgree() throws Exception {
        run(new Misbehaviour(Duration.ZERO, List.of(), 0, Optional.empty()), 0);

        assertThat(words()).hasSize(100).containsOnly("accepted");
        assertThat(sinkRows()).hasSize(100).doesNotHaveDuplicates();
        assertThat(sinkRows()).contains("<7.t@t0.example>\tu7@d7.example");
    }

    @Test
    void aRefusedRecipientIsNoMessageAtTheSink() throws Exception {
        Misbehaviour.Refusal refusal = Misbehaviour.Refusal.parse("^s=" + REFUSAL);
        run(new Misbehaviour(Duration.ZERO, List.of(refusal), 0, Optional.empty()), 10);

        assertThat(words()).filteredOn("refused"::equals).hasSize(10);
        assertThat(sinkRows()).hasSize(90).noneMatch(row -> row.contains("\ts"));
    }

    @Test
    void aMailWhoseReplyWasLostIsSaidAgainAndArrivesTwice() throws Exception {
        Optional<Pattern> drop = Optional.of(Pattern.compile("^u7@"));
        run(new Misbehaviour(Duration.ZERO, List.of(), 0, drop), 0);

        assertThat(words()).containsOnlyOnce("lost").filteredOn("accepted"::equals).hasSize(100);
        assertThat(sinkRows()).hasSize(101);
        assertThat(sinkRows()).filteredOn(row -> row.startsWith("<7.t@")).hasSize(2);
    }

    private void run(Misbehaviour misbehaviour, int suppressedPercent) throws Exception {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SinkRecord sink = new SinkRecord(Optional.of(ledger("sink")), Optional.empty());
        Thread listener = Thread.ofVirtual().start(() -> listen(server, sink, misbehaviour));
        AtomicLong next = new AtomicLong();
        SenderSession.Load load =
                new SenderSession.Load(
                        new CanonicalMail(),
                        new Recipients(suppressedPercent),
                        "seller@t0.example",
                        "t",
                        Duration.ZERO);
        Target target = new Target("127.0.0.1:" + server.getLocalPort());

        try (server;
                sink;
                SenderRecord sender = new SenderRecord(Optional.of(ledger("sender")))) {
            new SenderSession(
                            target,
                            () -> next.get() < 100 ? next.getAndIncrement() : -1,
                            load,
                            sender)
                    .run();
        }
        listener.join();
    }

    private LineLedger ledger(String name) throws IOException {
        return new LineLedger(directory.resolve(name));
    }

    private static void listen(ServerSocket server, SinkRecord sink, Misbehaviour misbehaviour) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    Wire wire = new Wire(socket)) {
                new SinkSession(wire, sink, misbehaviour).serve();
            } catch (IOException ended) {
                assertThat(ended).hasMessageMatching("(?i).*(closed|reset).*");
            }
        }
    }

    private List<String> words() throws IOException {
        return Files.readAllLines(directory.resolve("sender")).stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    private List<String> sinkRows() throws IOException {
        return Files.readAllLines(directory.resolve("sink")).stream()
                .map(line -> line.split("\t", -1))
                .map(row -> row[1] + "\t" + row[2])
                .toList();
    }
}
