// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.Reply;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the listeners count. Labels are bounded: verbs, codes, kinds and configured names. Counters
 * are kept by name, since looking them up in the registry costs more than counting. Thread-safe.
 */
final class ServerMeters {
    /** Ways to break the protocol that are counted apart. */
    enum Violation {
        BARE_LINE_END,
        EARLY_TALKER,
        PIPELINED_STARTTLS,
        LINE_TOO_LONG,
        HTTP
    }

    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, Counter> commands = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> responses = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> messages = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> recipients = new ConcurrentHashMap<>();
    private final DistributionSummary sizes;

    ServerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.sizes =
                DistributionSummary.builder("octroi.message.size")
                        .baseUnit("bytes")
                        .description("Octets of accepted messages.")
                        .register(registry);
    }

    void gauge(ConnectionLimits limits) {
        Gauge.builder("octroi.smtp.server.connections", limits, ConnectionLimits::open)
                .description("Open inbound SMTP connections.")
                .register(registry);
    }

    void opened(String listener) {
        count("octroi.smtp.server.connections.opened", "Connections.", "listener", listener);
    }

    void rejected(Reply reply) {
        count(
                "octroi.smtp.server.connections.rejected",
                "Connections refused on arrival.",
                "reason",
                reply.toString().substring(0, "421 4.3.2".length()));
    }

    void command(Command command) {
        String verb = command.getClass().getSimpleName();
        counter(commands, verb, "octroi.smtp.server.commands", "Commands read.", "verb");
    }

    void response(Reply reply) {
        String code = reply.enhanced().map(e -> reply.code() + " " + e).orElse("" + reply.code());
        counter(responses, code, "octroi.smtp.server.responses", "Replies sent.", "code");
    }

    void login(String result) {
        count("octroi.smtp.server.auth", "Authentications.", "result", result);
    }

    void violation(Violation kind) {
        count(
                "octroi.smtp.server.protocol.violations",
                "Clients that broke the protocol.",
                "kind",
                kind.name().toLowerCase(Locale.ROOT));
    }

    void timeout(String what) {
        count("octroi.smtp.server.timeouts", "Connections closed as too slow.", "what", what);
    }

    void bug() {
        count("octroi.bugs", "Faults of our own that closed something.", "room", "server");
    }

    void accepted(CredentialId credential, int copies, int octets) {
        String name = credential.value();
        counter(messages, name, "octroi.messages.accepted", "Messages answered 250.", "client");
        recipients.computeIfAbsent(name, this::recipients).increment(copies);
        sizes.record(octets);
    }

    private Counter recipients(String client) {
        return create(
                "octroi.recipients.accepted",
                "Recipients of messages answered 250.",
                "client",
                client);
    }

    private void counter(
            ConcurrentHashMap<String, Counter> known,
            String value,
            String meter,
            String description,
            String label) {
        known.computeIfAbsent(value, v -> create(meter, description, label, v)).increment();
    }

    private void count(String meter, String description, String label, String value) {
        create(meter, description, label, value).increment();
    }

    private Counter create(String meter, String description, String label, String value) {
        return Counter.builder(meter).description(description).tag(label, value).register(registry);
    }
}
