// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.session.Evidence;
import eu.octroi.gateway.session.LoginResult;
import eu.octroi.gateway.smtp.Command;
import eu.octroi.gateway.smtp.Reply;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the listeners count. Labels are bounded: verbs, codes and kinds. Counters are kept by name,
 * since looking them up in the registry costs more than counting. Thread-safe.
 */
final class ServerMeters {
    /** Ways to break the protocol that are counted apart. */
    enum Violation {
        BARE_LINE_END,
        EARLY_TALKER,
        PIPELINED,
        PIPELINED_STARTTLS,
        LINE_TOO_LONG,
        UNCOUNTED_CHUNK,
        HTTP
    }

    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, Counter> commands = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> responses = new ConcurrentHashMap<>();
    private final Counter bugs;
    private final Counter conversions;

    ServerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.conversions =
                Counter.builder("octroi.smtp.server.converted")
                        .description("Messages whose bare line feeds became line ends.")
                        .register(registry);
        this.bugs = create("octroi.bugs", "Faults of our own code, by room.", "room", "server");
    }

    void gauge(ClientLimiter limiter) {
        Gauge.builder("octroi.smtp.server.connections", limiter, ClientLimiter::open)
                .description("Open inbound SMTP connections.")
                .register(registry);
        Gauge.builder("octroi.smtp.server.pressure", limiter, l -> l.isUnderPressure() ? 1 : 0)
                .description("1 while connections or the memory of bodies run short.")
                .register(registry);
        Gauge.builder("octroi.smtp.server.strain", limiter, l -> l.strain().level())
                .description("0; 1 while MAIL waits, 2 it is answered 452, 3 connections 421.")
                .register(registry);
    }

    void limited(ClientLimiter.Limit limit) {
        count(
                "octroi.smtp.server.limited",
                "Limits of clients that were met.",
                "limit",
                limit.name().toLowerCase(Locale.ROOT));
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

    /** A load balancer did not say for whom it connected. */
    void proxyHeaderRefused(String reason) {
        count(
                "octroi.smtp.server.proxy.refused",
                "Connections of load balancers closed for their header.",
                "reason",
                reason);
    }

    void command(Command command) {
        counter(commands, verb(command), "octroi.smtp.server.commands", "Commands read.", "verb");
    }

    /** A command was refused for its form, its place or a limit, and policy was not asked. */
    void refused(Command command, Reply reply) {
        Counter.builder("octroi.smtp.server.refused")
                .description("Commands refused before anybody was judged.")
                .tag("verb", verb(command))
                .tag("code", code(reply))
                .register(registry)
                .increment();
    }

    void response(Reply reply) {
        counter(responses, code(reply), "octroi.smtp.server.responses", "Replies sent.", "code");
    }

    private static String verb(Command command) {
        return switch (command) {
            case Command.RcptPostmaster _ -> "RCPT";
            case Command.Malformed malformed -> malformed.verb();
            default -> command.getClass().getSimpleName().toUpperCase(Locale.ROOT);
        };
    }

    private static String code(Reply reply) {
        return reply.enhanced().map(e -> reply.code() + " " + e).orElse("" + reply.code());
    }

    void login(Evidence evidence, LoginResult result) {
        String mechanism =
                switch (evidence) {
                    case Evidence.Password _ -> "password";
                    case Evidence.Proof _ -> "scram";
                };
        String word =
                switch (result) {
                    case LoginResult.Accepted _ -> "ok";
                    case LoginResult.Rejected _ -> "rejected";
                    case LoginResult.Busy _ -> "busy";
                    case LoginResult.Locked _ -> "locked";
                };
        Counter.builder("octroi.smtp.server.auth")
                .description("Authentications.")
                .tag("result", word)
                .tag("mechanism", mechanism)
                .register(registry)
                .increment();
    }

    void violation(Violation kind) {
        count(
                "octroi.smtp.server.protocol.violations",
                "Clients that broke the protocol.",
                "kind",
                kind.name().toLowerCase(Locale.ROOT));
    }

    void converted() {
        conversions.increment();
    }

    void timeout(String what) {
        count("octroi.smtp.server.timeouts", "Connections closed as too slow.", "what", what);
    }

    void bug() {
        bugs.increment();
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
