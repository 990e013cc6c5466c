// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.caps.NoCaps;
import eu.octroi.gateway.consent.ConsentLookup;
import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.ByteSize;
import eu.octroi.gateway.settings.CapSettings;
import eu.octroi.gateway.settings.Checks;
import eu.octroi.gateway.settings.ClauseSets;
import eu.octroi.gateway.settings.ClientLimits;
import eu.octroi.gateway.settings.ConsentScope;
import eu.octroi.gateway.settings.Controller;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.Editing;
import eu.octroi.gateway.settings.Endpoint;
import eu.octroi.gateway.settings.InboundLimits;
import eu.octroi.gateway.settings.KeyFiles;
import eu.octroi.gateway.settings.ListFields;
import eu.octroi.gateway.settings.Listen;
import eu.octroi.gateway.settings.LocalizedText;
import eu.octroi.gateway.settings.Mx;
import eu.octroi.gateway.settings.Network;
import eu.octroi.gateway.settings.Pressure;
import eu.octroi.gateway.settings.ProviderProfiles;
import eu.octroi.gateway.settings.RegimeProfiles;
import eu.octroi.gateway.settings.ReplaySettings;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Smarthost;
import eu.octroi.gateway.settings.SpoolSettings;
import eu.octroi.gateway.settings.Stream;
import eu.octroi.gateway.settings.SuppressionSettings;
import eu.octroi.gateway.settings.Tls;
import eu.octroi.gateway.suppression.InMemorySuppressions;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** A whole server on loopback over a list in memory and a taker that records. */
final class ServerRig implements AutoCloseable {
    static final ControllerNumber ACME = new ControllerNumber(7);
    static final String PASSWORD = "secret";
    private static final String VERIFIER = PasswordVerifiers.create(PASSWORD.toCharArray());
    private static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    /** Generous enough never to be met by accident. */
    static final InboundLimits LIMITS =
            new InboundLimits(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(3),
                    Duration.ofHours(1),
                    100,
                    ByteSize.ofKibibytes(64),
                    20,
                    1_000,
                    1_000,
                    0,
                    ByteSize.ofMebibytes(64),
                    2,
                    clients(0, 0, 0, 1_000_000),
                    Pressure.DEFAULTS);

    /** Nobody is spared; 0 means no limit. */
    static ClientLimits clients(int connections, int messages, int recipients, int junk) {
        ClientLimits usual = ClientLimits.DEFAULTS;
        return new ClientLimits(
                false,
                connections,
                messages,
                recipients,
                usual.loginFailuresMax(),
                usual.loginFailuresWindow(),
                junk,
                usual.commandRateMin(),
                usual.bodyRateMin(),
                usual.discardedChunkMax());
    }

    static InboundLimits with(ClientLimits clients, Pressure pressure) {
        return with(LIMITS.connectionsMax(), LIMITS.verificationThreads(), clients, pressure);
    }

    static InboundLimits with(
            int connections, int verifiers, ClientLimits clients, Pressure pressure) {
        return new InboundLimits(
                LIMITS.commandTimeout(),
                LIMITS.dataTimeout(),
                LIMITS.sessionTimeout(),
                LIMITS.recipientsMax(),
                LIMITS.messageMax(),
                LIMITS.errorsMax(),
                connections,
                LIMITS.connectionsPerAddressMax(),
                LIMITS.messagesPerMinuteMax(),
                LIMITS.bodyMemory(),
                verifiers,
                clients,
                pressure);
    }

    final RecordingTaker taker = new RecordingTaker();
    final InMemorySuppressions suppressions = new InMemorySuppressions();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<String> refusals = new CopyOnWriteArrayList<>();
    final SmtpServer server;

    private ServerRig(Settings settings) {
        this(settings, Clock.systemUTC());
    }

    private ServerRig(Settings settings, Clock clock) {
        opposes("opposed@b.example", Reason.OPPOSITION);
        opposes("dead@b.example", Reason.HARD_BOUNCE);
        server =
                SmtpServer.start(
                        new SmtpServer.Parts(
                                new RecipientPolicy(
                                        suppressions,
                                        ConsentRules.of(settings, ConsentLookup.NOBODY),
                                        new NoCaps(),
                                        meters),
                                taker,
                                (origin, to, tag) ->
                                        refusals.add(origin.credential() + " " + tag.word()),
                                id -> ACME,
                                new MessageIds(new Random(1), Clock.systemUTC()),
                                ServerRig::secret),
                        settings,
                        clock,
                        meters);
    }

    /** No secret, but different for each text. */
    static byte[] secret(String text) {
        return Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Clients on loopback act as {@code outil}; no TLS. */
    static ServerRig trusting() {
        return trusting("outil", LIMITS);
    }

    static ServerRig trusting(String credential, InboundLimits limits) {
        return new ServerRig(settings(Optional.of(credential), limits, new Tls(none(), none())));
    }

    /** Nobody is trusted; TLS with this certificate. */
    static ServerRig strict(Tls tls) {
        return new ServerRig(settings(Optional.empty(), LIMITS, tls));
    }

    /** The same, and one thread checks passwords. */
    static ServerRig strictWithOneVerifier(Tls tls, Clock clock) {
        InboundLimits one = with(LIMITS.connectionsMax(), 1, LIMITS.clients(), LIMITS.pressure());
        return new ServerRig(settings(Optional.empty(), one, tls), clock);
    }

    /** Behind load balancers, with the credential for clients on loopback. */
    static ServerRig behind(Listen.Proxy proxy, String credential, InboundLimits limits) {
        Tls off = new Tls(none(), none());
        return new ServerRig(settings(Optional.of(credential), limits, off, proxy));
    }

    /** Behind load balancers, and nobody is trusted. */
    static ServerRig behind(Listen.Proxy proxy, Tls tls, InboundLimits limits) {
        return new ServerRig(settings(none(), limits, tls, proxy));
    }

    /** The configuration of a server that nobody starts. */
    static Settings anySettings() {
        return settings(none(), LIMITS, new Tls(none(), none()));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    void opposes(String address, Reason reason) {
        EmailAddress person = EmailAddress.parse(address).orElseThrow();
        suppressions.add(ACME, person, reason, Instant.EPOCH);
    }

    SmtpClient connect() {
        return SmtpClient.connect(server.smtpAddress());
    }

    /** Past the greeting and EHLO. */
    SmtpClient greeted() {
        SmtpClient client = connect();
        client.reply();
        client.say("EHLO client.example");
        client.reply();
        return client;
    }

    double count(String meter, String label, String value) {
        return meters.get(meter).tag(label, value).counter().count();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Settings settings(Optional<String> trusted, InboundLimits limits, Tls tls) {
        return settings(trusted, limits, tls, Listen.Proxy.OFF);
    }

    private static Settings settings(
            Optional<String> trusted, InboundLimits limits, Tls tls, Listen.Proxy proxy) {
        List<Network> networks =
                trusted.isPresent()
                        ? List.of(new Network(InetAddress.getLoopbackAddress(), 8))
                        : List.of();
        Listen listen =
                new Listen(
                        new Listen.Smtp(ANY_PORT, networks, trusted.map(CredentialId::new)),
                        new Listen.Smtps(tls.isSet() ? Optional.of(ANY_PORT) : none()),
                        proxy,
                        new Listen.Web(ANY_PORT, URI.create("http://127.0.0.1")),
                        new Listen.Admin(ANY_PORT));
        return new Settings(
                Path.of("unused"),
                "gate.example",
                listen,
                tls,
                limits,
                new SpoolSettings(
                        ByteSize.ofMebibytes(1),
                        1,
                        new ByteSize(0),
                        100_000,
                        1,
                        Duration.ofHours(1),
                        Duration.ofSeconds(10)),
                delivery(),
                ClauseSets.shipped(),
                AddressLists.shipped(),
                RegimeProfiles.shipped(),
                Map.of(new ControllerId("acme"), acme()),
                new KeyFiles(none(), none()),
                new Checks(Checks.Strictness.OFF, Optional.empty(), true),
                new SuppressionSettings(1),
                CapSettings.DEFAULTS,
                ReplaySettings.DEFAULTS,
                Map.of(),
                Map.of(
                        new StreamId("prospection"), stream(StreamClass.PROSPECTING),
                        new StreamId("factures"), stream(StreamClass.TRANSACTIONAL)),
                Map.of(
                        new CredentialId("outil"), credential("prospection", AnswerProfile.REFUSE),
                        new CredentialId("drop"),
                                credential("prospection", AnswerProfile.DROP_AND_REPORT),
                        new CredentialId("later"),
                                credential("prospection", AnswerProfile.TEMPFAIL),
                        new CredentialId("factures"), credential("factures", AnswerProfile.REFUSE),
                        new CredentialId("mute"),
                                new Credential(
                                        new StreamId("prospection"),
                                        none(),
                                        false,
                                        AnswerProfile.REFUSE),
                        new CredentialId("legacy"),
                                new Credential(
                                        new StreamId("prospection"),
                                        none(),
                                        true,
                                        AnswerProfile.REFUSE)));
    }

    private static Credential credential(String stream, AnswerProfile answer) {
        return new Credential(new StreamId(stream), Optional.of(VERIFIER), false, answer);
    }

    private static Stream stream(StreamClass streamClass) {
        return new Stream(
                new ControllerId("acme"),
                streamClass,
                List.of("fr"),
                ConsentScope.DEFAULT,
                none(),
                none(),
                Optional.of(LocalizedText.everywhere("you run a company")),
                none(),
                List.of(),
                Stream.OnCap.REFUSE,
                Stream.LateNotice.WARN,
                Editing.DEFAULT,
                ListFields.DEFAULT,
                true);
    }

    private static Controller acme() {
        return new Controller(
                "Acme SAS",
                "RCS 1",
                "1 rue",
                "a@acme.example",
                "Acme",
                Language.FR,
                false,
                none(),
                ClauseSets.SHIPPED,
                none(),
                false,
                Map.of(),
                Controller.Notice.NONE);
    }

    private static DeliverySettings delivery() {
        Duration hour = Duration.ofHours(1);
        return new DeliverySettings(
                DeliverySettings.Route.SMARTHOST,
                Optional.of(new Smarthost(ANY_PORT, Smarthost.TlsUse.NONE, none(), none())),
                new Mx(
                        25,
                        Smarthost.TlsUse.NONE,
                        false,
                        List.of(),
                        Mx.Limits.DEFAULTS,
                        new Mx.Dns(List.of(), hour, false),
                        Mx.MtaSts.DEFAULTS,
                        ProviderProfiles.NONE),
                1,
                0,
                List.of(hour),
                hour,
                hour,
                hour,
                new DeliverySettings.ClientTimeouts(
                        hour, hour, hour, hour, hour, hour, hour, hour));
    }
}
