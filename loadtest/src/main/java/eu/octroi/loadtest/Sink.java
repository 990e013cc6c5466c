// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * An SMTP server that takes all mail and throws it away, counting; runs until it is ended. One
 * virtual thread per connection.
 */
@Command(name = "sink", description = "Takes all mail; counts, records, misbehaves as told.")
public final class Sink implements Callable<Integer> {
    private static final int BACKLOG = 1000;

    @Option(names = "--port", description = "port on loopback; 0, the default, means any")
    private int port;

    @Option(names = "--port-file", description = "where the port is written once it is open")
    private @Nullable Path portFile;

    @Option(
            names = "--ledger",
            description = "one line per message: number, Message-ID, recipients, reference, time")
    private @Nullable Path ledger;

    @Option(names = "--dump", description = "directory for the messages as files")
    private @Nullable Path dump;

    @Option(names = "--delay-dot", description = "milliseconds before the reply to the final dot")
    private long delayDotMillis;

    @Option(names = "--refuse", description = "PATTERN=REPLY for RCPT; may be repeated")
    private List<String> refusals = List.of();

    @Option(names = "--defer", description = "percent of recipients put off at random")
    private int deferredPercent;

    @Option(
            names = "--drop-after-dot",
            description = "recipients whose message gets no reply, once")
    private @Nullable String dropAfterDot;

    /** Runs until the process is ended; exit code 1 when the port cannot be opened. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Sink()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (dump != null) {
            Files.createDirectories(dump);
        }
        Optional<LineLedger> lines =
                ledger == null ? Optional.empty() : Optional.of(new LineLedger(ledger));
        try (SinkRecord record = new SinkRecord(lines, Optional.ofNullable(dump));
                ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> System.out.println("received=" + record.count())));
            announce(server.getLocalPort());
            serve(server, record);
        }
        return 0;
    }

    private void serve(ServerSocket server, SinkRecord record) throws IOException {
        Misbehaviour misbehaviour =
                new Misbehaviour(
                        Duration.ofMillis(delayDotMillis),
                        refusals.stream().map(Misbehaviour.Refusal::parse).toList(),
                        deferredPercent,
                        Optional.ofNullable(dropAfterDot).map(Pattern::compile));
        while (!server.isClosed()) {
            Socket socket = server.accept();
            Thread.ofVirtual().name("sink").start(() -> session(socket, record, misbehaviour));
        }
    }

    private static void session(Socket socket, SinkRecord record, Misbehaviour misbehaviour) {
        try (Wire wire = new Wire(socket)) {
            new SinkSession(wire, record, misbehaviour).serve();
        } catch (IOException gone) {
            // Clients are killed on purpose here; what was received is in the record.
            System.err.println("connection ended: " + gone.getMessage());
        }
    }

    /** Written beside and moved, so that who waits for the file never reads half a number. */
    private void announce(int open) throws IOException {
        System.out.println("port=" + open);
        if (portFile != null) {
            Path part = portFile.resolveSibling(portFile.getFileName() + ".part");
            Files.writeString(part, Integer.toString(open));
            Files.move(part, portFile, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
