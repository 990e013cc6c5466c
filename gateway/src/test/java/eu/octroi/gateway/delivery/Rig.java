// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.caps.NoCaps;
import eu.octroi.gateway.consent.NoRules;
import eu.octroi.gateway.domain.Acceptance;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Treatment;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.DeliverySettings.ClientTimeouts;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.ProviderProfiles;
import eu.octroi.gateway.settings.Smarthost;
import eu.octroi.gateway.settings.Smarthost.TlsUse;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.suppression.SuppressionLookup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

import javax.net.ssl.TrustManagerFactory;

/** A whole delivery in front of some next hop, with waits of milliseconds. */
final class Rig implements AutoCloseable {
    static final ControllerNumber CONTROLLER = new ControllerNumber(1);
    private static final PersonKeys PEOPLE = (_, _) -> new PersonKey(1, 2);
    static final String MAIL = "From: a@acme.example\r\nSubject: Hi\r\n\r\nHello\r\n";

    final InMemoryOutbox outbox = new InMemoryOutbox();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Clock clock = Clock.systemUTC();
    final MessageIds ids = new MessageIds(RandomGenerator.getDefault(), clock);

    int port;
    int dnsPort;
    boolean dnsValidates;
    int stsPort = 1;
    boolean privateTargets = true;
    List<InetAddress> sources = List.of();
    Mx.Limits limits = Mx.Limits.DEFAULTS;
    ProviderProfiles providers = ProviderProfiles.NONE;
    Duration dnsTimeout = Duration.ofSeconds(5);
    int connectionsMax = 2;
    int messagesPerConnectionMax;
    Duration retry = Duration.ofMillis(30);
    Duration delayedAfter = Duration.ofHours(1);
    Duration expireAfter = Duration.ofHours(1);
    Duration othersExpireAfter = Duration.ofHours(1);
    Duration timeout = Duration.ofSeconds(5);
    Duration idle = Duration.ofSeconds(30);
    Optional<ClientTimeouts> waits = Optional.empty();
    TlsUse tls = TlsUse.NONE;
    String host = "127.0.0.1";
    Optional<String> username = Optional.empty();
    Optional<Path> passwordFile = Optional.empty();
    Optional<TrustManagerFactory> anchors = Optional.empty();
    SuppressionLookup suppressions = (_, _) -> Optional.empty();
    private final Path state = temporary();
    private final Closeable hop;
    private @Nullable Dispatch dispatch;

    Rig(int port) {
        this(port, () -> {});
    }

    private Rig(int port, Closeable hop) {
        this.port = port;
        this.hop = hop;
    }

    /** In front of this next hop, which is closed with the rig. */
    static Rig before(ScriptedSmarthost hop) {
        return new Rig(hop.port(), hop);
    }

    private static Path temporary() {
        try {
            Path made = Files.createTempDirectory("octroi-rig");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits for what happens within milliseconds. */
    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }

    Rig start() {
        dispatch = Dispatch.start(parts(), settings(), "gate.example", clock, meters);
        dispatch.resumed();
        return this;
    }

    /** With threads of the test's that read the spool. */
    void start(ExecutorService readers) {
        DeliveryMeters counted = new DeliveryMeters(meters);
        Transport transport = Transport.open("delivery");
        Dispatch.Machine machine =
                new Dispatch.Machine(
                        transport,
                        readers,
                        ByteBufAllocator.DEFAULT,
                        OnLoop.blocking(transport.loop()),
                        ClientTls.of(anchors, counted.tls()),
                        Optional.empty());
        dispatch =
                new Dispatch(
                        machine,
                        parts(),
                        settings(),
                        "gate.example",
                        new Measures(clock, transport.ticker(), counted));
        dispatch.resumed();
    }

    private Dispatch.Parts parts() {
        return new Dispatch.Parts(
                outbox,
                policy(),
                new NoCaps(),
                PEOPLE,
                ids,
                RandomGenerator.getDefault(),
                new DelayMarkFile(state.resolve("told-of-delays")),
                new TlsTrust(anchors, state.resolve("mta-sts")));
    }

    /** The whole of delivery, over a real spool. */
    Delivery delivery(Spool spool, Path stateOf) {
        return Delivery.start(
                new Delivery.Parts(
                        spool,
                        policy(),
                        new NoCaps(),
                        PEOPLE,
                        ids,
                        RandomGenerator.getDefault(),
                        stateOf),
                settings(),
                "gate.example",
                clock,
                new SimpleMeterRegistry());
    }

    private RecipientPolicy policy() {
        return new RecipientPolicy(suppressions, NoRules.rules(), new NoCaps(), meters);
    }

    Dispatch dispatch() {
        return requireNonNull(dispatch, "not started");
    }

    DeliverySettings settings() {
        return new DeliverySettings(
                dnsPort == 0 ? DeliverySettings.Route.SMARTHOST : DeliverySettings.Route.MX,
                Optional.of(new Smarthost(new Endpoint(host, port), tls, username, passwordFile)),
                new Mx(
                        port,
                        tls,
                        privateTargets,
                        sources,
                        limits,
                        new Mx.Dns(
                                List.of(new Endpoint("127.0.0.1", dnsPort)),
                                dnsTimeout,
                                dnsValidates),
                        new Mx.MtaSts(true, stsPort, Duration.ofSeconds(5), 100),
                        providers),
                connectionsMax,
                messagesPerConnectionMax,
                List.of(retry),
                delayedAfter,
                othersExpireAfter,
                expireAfter,
                waits.orElseGet(this::alike));
    }

    private ClientTimeouts alike() {
        return new ClientTimeouts(
                timeout, timeout, timeout, timeout, timeout, timeout, idle, Duration.ofHours(2));
    }

    /** Queues one message with a copy for each recipient's local part. */
    QueuedMessage send(String... recipients) {
        return sendMail(MAIL, recipients);
    }

    QueuedMessage sendMail(String mail, String... recipients) {
        QueuedMessage message =
                outbox.message(
                        acceptance(StreamClass.PROSPECTING, "s@acme.example", recipients),
                        Octets.of(mail));
        dispatch().enqueue(message);
        return message;
    }

    Acceptance acceptance(StreamClass streamClass, String from, String... recipients) {
        return new Acceptance(
                ids.next(),
                clock.instant(),
                new Origin(
                        new CredentialId("tool"),
                        new StreamId("prospection"),
                        streamClass,
                        CONTROLLER,
                        Optional.empty()),
                from.isEmpty()
                        ? ReversePath.NULL
                        : ReversePath.of(EmailAddress.parse(from).orElseThrow()),
                false,
                List.of(),
                Arrays.stream(recipients).map(Rig::copy).toList(),
                Treatment.NONE);
    }

    static Copy copy(String localPart) {
        return new Copy(
                address(localPart), Verdict.Deliver.DELIVER, "", Optional.empty(), List.of());
    }

    /** At the domain of all tests, unless another is given. */
    static EmailAddress address(String localPart) {
        return localPart.indexOf('@') > 0
                ? EmailAddress.parse(localPart).orElseThrow()
                : new EmailAddress(localPart, "client.example");
    }

    /** Waits until some copy is settled so; {@code how} is how its line begins. */
    void settles(String how) {
        await().until(() -> outbox.settled.stream().anyMatch(line -> line.startsWith(how)));
    }

    /** Waits until exactly these outcomes are settled. */
    void settlesOnly(String... lines) {
        await().untilAsserted(() -> assertThat(outbox.settled).containsExactlyInAnyOrder(lines));
    }

    /** Queues a copy for {@code x} and waits until the next hop has taken it. */
    void delivers() {
        send("x");
        delivered();
    }

    /** Waits until the next hop has taken the copy for {@code x}. */
    void delivered() {
        settles("x delivered 250 2.0.0 queued");
    }

    double count(String name, String... tags) {
        var counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() throws IOException {
        if (dispatch != null) {
            dispatch.close();
        }
        hop.close();
    }
}
