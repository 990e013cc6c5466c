// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import static org.awaitility.Awaitility.await;

import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sender, the gateway and a sink on loopback, each a process of its own, in one directory.
 * Closing it ends them all.
 */
final class Street implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final String CONFIGURATION =
            """
            listen:
              smtp: {address: "127.0.0.1:0", trusted-networks: ["127.0.0.0/8"], trusted-as: load}
              web: {address: "127.0.0.1:0", public-url: "http://127.0.0.1:8080"}
              admin: {address: "127.0.0.1:0"}
            delivery:
              smarthost: {address: "127.0.0.1:SINK", tls: none}
              retry-delays: [1s]
            controllers:
              bench:
                legal-name: Bench Ltd
                registration: 0123456
                address: 1 Bench Street, London
                contact: privacy@t0.example
                language: en
                domains: {t0.example: {selector: s1}}
            sources: {list: {label: our own list, kind: own}}
            streams:
              offers:
                controller: bench
                class: prospecting
                source: list
                purpose: to present our services
                reason: your role in your company
            credentials: {load: {stream: offers}}
            """;

    private final Path directory;
    private final List<Running> running = new ArrayList<>();
    private final Path configuration;
    private final List<String> sinkOptions;
    private @Nullable Running smarthost;

    private Street(Path directory, Path configuration, List<String> sinkOptions) {
        this.directory = directory;
        this.configuration = configuration;
        this.sinkOptions = sinkOptions;
    }

    /** Starts the sink and writes the configuration that delivers to it. */
    static Street open(Path directory, String... sinkOptions) throws IOException {
        Path configuration = directory.resolve("octroi.yaml");
        Street street = new Street(directory, configuration, List.of(sinkOptions));
        street.smarthost = street.sink(0, street.sinkOptions);
        Files.writeString(
                configuration, CONFIGURATION.replace("SINK", Integer.toString(street.sinkPort())));
        return street;
    }

    void endSmarthost() {
        Objects.requireNonNull(smarthost).killNine();
    }

    /** A sink again where the configuration says that the smarthost is. */
    void startSmarthost() throws IOException {
        smarthost = sink(sinkPort(), sinkOptions);
    }

    /** From now on the smarthost takes everything. */
    void restartSmarthostWithoutFaults() throws IOException {
        endSmarthost();
        smarthost = sink(sinkPort(), List.of());
    }

    private Running sink(int port, List<String> misbehaviour) throws IOException {
        Path portFile = directory.resolve("sink.port");
        Files.deleteIfExists(portFile);
        List<String> options = new ArrayList<>(List.of("--port", Integer.toString(port)));
        options.addAll(List.of("--port-file", portFile.toString()));
        options.addAll(List.of("--ledger", sinkLedger().toString()));
        options.addAll(misbehaviour);
        Running sink = start("sink", Project.tool(Sink.class, options));
        await().atMost(START_MAX).until(() -> Files.exists(portFile));
        return sink;
    }

    private int sinkPort() throws IOException {
        return Integer.parseInt(Files.readString(directory.resolve("sink.port")).strip());
    }

    /** Runs {@code octroi serve} until run.json names another process than before. */
    Running serve() throws IOException {
        return serve(List.of());
    }

    /** The same with further options of the JVM and of the command. */
    Running serve(List<String> jvm, String... options) throws IOException {
        Running gateway = launch(jvm, options);
        if (!gateway.isAlive()) {
            throw new AssertionError("the gateway did not start:\n" + gateway.output());
        }
        return gateway;
    }

    /** Starts the gateway and waits until run.json names it or it has ended. */
    Running launch(List<String> jvm, String... options) throws IOException {
        String stale = Files.exists(runFile()) ? Files.readString(runFile()) : "";
        Running gateway = begin(jvm, options);
        try {
            await().atMost(START_MAX)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> isFresh(stale) || !gateway.isAlive());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("not up after " + START_MAX + ":\n" + gateway.threads(), late);
        }
        return gateway;
    }

    /** Starts the gateway and waits for nothing. */
    Running begin(List<String> jvm, String... options) throws IOException {
        List<String> arguments = common("serve");
        arguments.addAll(Arrays.asList(options));
        return start("gateway", Project.octroi(jvm, arguments));
    }

    /** Runs another octroi command to its end; its exit code must be 0. */
    void octroi(String... arguments) throws IOException, InterruptedException {
        Running command = command(arguments);
        int code = command.exitCode(Duration.ofMinutes(5));
        if (code != 0) {
            throw new AssertionError("exit code " + code + ":\n" + command.output());
        }
    }

    /** Starts another octroi command over the same configuration and data. */
    Running command(String... arguments) throws IOException {
        return start("command", Project.octroi(common(arguments)));
    }

    /** Whether run.json says that a gateway is listening. */
    boolean isAnnounced() {
        return Files.exists(runFile());
    }

    Running send(String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--target", runFile().toString(),
                                "--ledger", senderLedger().toString()));
        arguments.addAll(Arrays.asList(options));
        return start("sender", Project.tool(Sender.class, arguments));
    }

    /** Message-IDs by which the sender was answered {@code word}. */
    List<String> answered(String word) throws IOException {
        return rows(senderLedger()).filter(r -> r[0].equals(word)).map(r -> r[2]).toList();
    }

    /** Message-IDs accepted for recipients that match. */
    Set<String> acceptedFor(Predicate<String> recipient) throws IOException {
        return rows(senderLedger())
                .filter(row -> row[0].equals("accepted") && recipient.test(row[3]))
                .map(row -> row[2])
                .collect(Collectors.toSet());
    }

    /** How often each Message-ID came to the sink. */
    Map<String, Long> arrived() throws IOException {
        return rows(sinkLedger())
                .collect(Collectors.groupingBy(row -> row[1], Collectors.counting()));
    }

    /** Every copy that came to the sink, in the order in which they came. */
    List<Doubles.Arrival> arrivals() throws IOException {
        return rows(sinkLedger())
                .map(row -> new Doubles.Arrival(row[3], Long.parseLong(row[4])))
                .toList();
    }

    /** The gateway's names for the mails that the sender was answered 250. */
    Set<String> references() throws IOException {
        return rows(senderLedger())
                .filter(row -> row[0].equals("accepted"))
                .map(row -> row[4].replaceFirst(".*\\(ref (\\w+)\\).*", "$1"))
                .collect(Collectors.toSet());
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Who the sink got mail for. */
    List<String> arrivedFor() throws IOException {
        return rows(sinkLedger()).flatMap(row -> Arrays.stream(row[2].split(","))).toList();
    }

    InetSocketAddress smtp() throws IOException {
        return new Target(runFile().toString()).address();
    }

    /** Where the public pages are, such as {@code 127.0.0.1:41234}. */
    String web() throws IOException {
        Matcher web =
                Pattern.compile("\"web\"\\s*:\\s*\"([^\"]+)\"")
                        .matcher(Files.readString(runFile()));
        if (!web.find()) {
            throw new AssertionError("run.json names no web address");
        }
        return web.group(1);
    }

    private Running start(String name, List<String> command) throws IOException {
        Running started = Running.start(command, directory.resolve(name + ".log"));
        running.add(started);
        return started;
    }

    private List<String> common(String... command) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command));
        arguments.addAll(List.of("--config", configuration.toString()));
        arguments.addAll(List.of("--data", data().toString()));
        return arguments;
    }

    private boolean isFresh(String stale) throws IOException {
        if (!Files.exists(runFile())) {
            return false;
        }
        String now = Files.readString(runFile());
        return now.contains("}") && !now.equals(stale);
    }

    private static Stream<String[]> rows(Path ledger) throws IOException {
        return Files.exists(ledger)
                ? Files.readAllLines(ledger).stream().map(line -> line.split("\t", -1))
                : Stream.of();
    }

    private Path runFile() {
        return data().resolve("run.json");
    }

    private Path sinkLedger() {
        return directory.resolve("sink.tsv");
    }

    private Path senderLedger() {
        return directory.resolve("sender.tsv");
    }

    /** Ends what runs, last started first. */
    @Override
    public void close() {
        for (Running each : running.reversed()) {
            each.close();
        }
    }
}
