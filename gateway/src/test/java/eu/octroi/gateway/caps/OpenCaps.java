// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Caps over a real map, with a clock that tests set and a history that tests write. */
final class OpenCaps implements Closeable {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    static final ControllerNumber ACME = new ControllerNumber(1);

    /** The clocks of a machine: the one that is set and the one that only goes on. */
    static final class Time {
        private Instant wall = NOW;
        private long ticks;

        /** Time goes by. */
        void pass(Duration duration) {
            wall = wall.plus(duration);
            ticks += duration.toNanos();
        }

        /** Somebody sets the clock. */
        void step(Duration duration) {
            wall = wall.plus(duration);
        }

        Instant now() {
            return wall;
        }
    }

    /** What spool and ledger say. */
    static final class History implements ContactHistory {
        final List<Contact> contacts = new ArrayList<>();
        final List<CapClaim> open = new ArrayList<>();
        int asked;

        @Override
        public void contacts(Instant since, Consumer<Contact> taker) {
            asked++;
            contacts.stream().filter(c -> !c.at().isBefore(since)).forEach(taker);
        }

        @Override
        public void open(Consumer<CapClaim> taker) {
            open.forEach(taker);
        }
    }

    private static final String YAML =
            """
            delivery: {smarthost: {address: "127.0.0.1:1025"}}
            controllers:
              acme:
                legal-name: Acme Ltd
                registration: 1
                address: London
                contact: dpo@acme.example
                domains: {acme.example: {selector: s}}
            sources: {register: {label: the register, kind: public}}
            streams:
              offers: {controller: acme, class: prospecting, source: register,
                       purpose: anvils, reason: you buy them, caps: CAPS}
              news: {controller: acme, class: prospecting, source: register,
                     purpose: anvils, reason: you buy them, caps: CAPS, on-cap: defer}
              patient: {controller: acme, class: prospecting, source: register,
                        purpose: anvils, reason: you buy them, caps: CAPS, on-cap: hold}
              free: {controller: acme, class: prospecting, source: register,
                     purpose: anvils, reason: you buy them}
              invoices: {controller: acme, class: transactional}
            caps: {contacts-max: 1000}
            credentials: {u: {stream: offers}}
            """;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FrequencyCaps caps;

    private OpenCaps(Path directory, String rules, Time time, History history, int keyVersions) {
        Clock wall = ((InstantSource) time::now).withZone(ZoneOffset.UTC);
        caps =
                FrequencyCaps.open(
                        new FrequencyCaps.Parts(
                                directory.resolve("caps"),
                                "record",
                                settings(directory, rules),
                                new Persons(keyVersions),
                                history,
                                wall,
                                meters),
                        new CapClock(wall, () -> time.ticks));
    }

    /**
     * @param rules of the streams offers and news, such as {@code [{per: recipient, max: 1, window:
     *     30d}]}
     */
    static OpenCaps in(Path directory, String rules, Time time, History history) {
        return new OpenCaps(directory, rules, time, history, 1);
    }

    static OpenCaps withKeys(
            int versions, Path directory, String rules, Time time, History history) {
        return new OpenCaps(directory, rules, time, history, versions);
    }

    static CapClaim claim(long message, String stream, String to) {
        StreamClass streamClass =
                stream.equals("invoices") ? StreamClass.TRANSACTIONAL : StreamClass.PROSPECTING;
        return new CapClaim(
                new CopyId(new MessageId(message << 16, message), 0),
                new Origin(
                        new CredentialId("u"),
                        new StreamId(stream),
                        streamClass,
                        ACME,
                        Optional.empty()),
                EmailAddress.parse(to).orElseThrow());
    }

    Verdict reserve(CapClaim claim) {
        return caps.reserve(claim).toCompletableFuture().join();
    }

    Verdict reserveOrHold(CapClaim claim) {
        return caps.reserveOrHold(claim).toCompletableFuture().join();
    }

    Verdict reserve(long message, String to) {
        return reserve(claim(message, "offers", to));
    }

    boolean grants(long message, String to) {
        return reserve(message, to).permitsDelivery();
    }

    void delivered(long message, String to) {
        settle(message, to, new Outcome(Outcome.Kind.DELIVERED, "250 ok", NOW));
    }

    void bounced(long message, String to) {
        settle(message, to, new Outcome(Outcome.Kind.BOUNCED, "550 no", NOW));
    }

    void settle(long message, String to, Outcome outcome) {
        caps.settle(claim(message, "offers", to), outcome).toCompletableFuture().join();
    }

    void release(long message, String to) {
        caps.release(claim(message, "offers", to)).toCompletableFuture().join();
    }

    private static Settings settings(Path directory, String rules) {
        try {
            Path file = directory.resolve("octroi.yaml");
            Files.writeString(file, YAML.replace("CAPS", rules));
            return ReadSettings.of(file, Map.of(), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        caps.close();
    }
}
