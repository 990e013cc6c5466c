// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import static java.util.Objects.requireNonNull;

import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.ReversePath;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.unsubscribe.TestTokens;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A company with its streams, its signing key and its links, and what its tools submit. */
record Company(Settings settings, DkimKeys keys, MessageIds ids) {
    static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final ControllerNumber NUMBER = new ControllerNumber(7);
    static final UnsubscribeTokens TOKENS = TestTokens.under(1);
    static final Verdict OPPOSED =
            new Verdict.Suppressed(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, NOW));

    private static final String YAML =
            """
            hostname: gate.example
            checks: {output: true}
            delivery: {smarthost: {address: "127.0.0.1:1025", tls: none}}
            controllers:
              acme:
                legal-name: Acme Ltd
                registration: "0001"
                address: 1 Main Street
                contact: privacy@acme.example
                language: en
                domains: {acme.example: {selector: s1}}
            sources: {register: {label: the public register, kind: public}}
            streams:
              offers:
                controller: acme
                class: prospecting
                source: register
                purpose: our anvils
                reason: you buy anvils
              sourceless:
                controller: acme
                class: prospecting
                purpose: our anvils
                reason: you buy anvils
              invoices: {controller: acme, class: transactional}
              raw: {controller: acme, class: transactional, sign: false}
            credentials: {tool: {stream: offers}}
            """;

    /** Generates the key, which takes a while: once for a class of tests is enough. */
    static Company in(Path directory) throws IOException {
        return in(directory, YAML);
    }

    /** The same company, whose mail is written in another language. */
    static Company speaking(String language, Path directory) throws IOException {
        return in(directory, YAML.replace("language: en", "language: " + language));
    }

    static Company in(Path directory, String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("octroi.yaml"), yaml);
        Settings settings = ReadSettings.of(file, Map.of(), Optional.empty());
        return new Company(
                settings,
                DkimKeys.open(settings.controllers(), directory, new SecureRandom(), CLOCK),
                new MessageIds(new Random(1), CLOCK));
    }

    /** The same, after its keys were lost. */
    Company withoutKeys() throws IOException {
        return new Company(
                settings, DkimKeys.open(Map.of(), settings.data(), new SecureRandom(), CLOCK), ids);
    }

    IntakeParts parts() {
        return parts(Company::person);
    }

    IntakeParts parts(PersonKeys persons) {
        return parts(persons, new SimpleMeterRegistry());
    }

    /** The same, whose signer counts in {@code meters}. */
    IntakeParts parts(MeterRegistry meters) {
        return parts(Company::person, meters);
    }

    private IntakeParts parts(PersonKeys persons, MeterRegistry meters) {
        return new IntakeParts(
                settings,
                _ -> NUMBER,
                persons,
                TOKENS,
                keys,
                new DkimSigner(CLOCK, meters),
                URI.create("https://acme.example"),
                ids,
                CLOCK);
    }

    static PersonKey person(ControllerNumber controller, EmailAddress address) {
        return new PersonKey(controller.value(), address.toString().hashCode());
    }

    /** From Ann, to each of these who may be mailed. */
    Submission sending(String stream, String... to) {
        Recipient[] recipients = new Recipient[to.length];
        for (int i = 0; i < to.length; i++) {
            recipients[i] = recipient(to[i], Verdict.Deliver.DELIVER);
        }
        return submission(stream, "ann@acme.example", recipients);
    }

    /**
     * A transaction of a tool.
     *
     * @param from empty for the null sender
     */
    Submission submission(String stream, String from, Recipient... to) {
        StreamId id = new StreamId(stream);
        return new Submission(
                ids.next(),
                new Origin(
                        new CredentialId("tool"),
                        id,
                        requireNonNull(settings.streams().get(id)).streamClass(),
                        NUMBER,
                        Optional.empty()),
                from.isEmpty() ? ReversePath.NULL : ReversePath.of(address(from)),
                false,
                new Submission.Client(
                        InetAddress.getLoopbackAddress(),
                        "tool.example",
                        true,
                        true,
                        true,
                        Optional.of("TLSv1.3")),
                List.of(to));
    }

    static Recipient recipient(String to, Verdict verdict) {
        return new Recipient(address(to), verdict);
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    /** A short offer; {@code fields} are further lines of its header. */
    static Octets mail(String... fields) {
        return mailFrom("Ann <ann@acme.example>", fields);
    }

    static Octets mailFrom(String from, String... fields) {
        StringBuilder mail = new StringBuilder("From: " + from + "\r\nSubject: An offer\r\n");
        for (String field : fields) {
            mail.append(field).append("\r\n");
        }
        return Octets.of(mail.append("\r\nHello Bob.\r\n").toString());
    }
}
