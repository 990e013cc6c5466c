// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Binds the section {@code delivery.mx}. */
final class MxBinder {
    private static final int SMTP_PORT = 25;
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);

    /** A name server found by name would need one itself. */
    private static final Form<Endpoint> NAME_SERVER =
            Forms.ENDPOINT_FORM
                    .that(e -> e.port() != 0, "port 1 or more")
                    .that(e -> address(e.host()), "with an IP address");

    private static final Form<InetAddress> OUR_ADDRESS =
            Form.parsedBy("an IP address", InetAddress::ofLiteral);

    private final Path base;
    private final Problems problems;

    MxBinder(Path base, Problems problems) {
        this.base = base;
        this.problems = problems;
    }

    Mx mx(Section section) {
        return new Mx(
                section.or("port", Forms.count(1, 65_535), SMTP_PORT),
                section.or("tls", Forms.word(Smarthost.TlsUse.class), Smarthost.TlsUse.OPTIONAL),
                section.or("private-targets", Forms.YES_OR_NO, false),
                section.list("source-addresses", OUR_ADDRESS),
                section.section("limits", MxBinder::limits),
                section.section("dns", this::dns),
                section.section("mta-sts", MxBinder::mtaSts),
                providers(section));
    }

    private ProviderProfiles providers(Section section) {
        Path beside = base.resolve("providers");
        Optional<Path> directory =
                section.optional("providers", Forms.existingDirectory(base))
                        .or(() -> Optional.of(beside).filter(Files::isDirectory));
        return new ProviderFiles(section.pathOf("providers"), problems).read(directory);
    }

    private static Mx.Limits limits(Section section) {
        Mx.Limits is = Mx.Limits.DEFAULTS;
        return new Mx.Limits(
                section.or("connections-max", Forms.count(1, 10_000), is.connectionsMax()),
                section.or(
                        "connections-per-destination-max",
                        Forms.count(1, 1_000),
                        is.connectionsPerDestinationMax()),
                section.or(
                        "messages-per-connection-max",
                        Forms.count(0, 1_000_000),
                        is.messagesPerConnectionMax()),
                section.or(
                        "messages-per-minute-max",
                        Forms.count(0, 1_000_000),
                        is.messagesPerMinuteMax()),
                section.or("destinations-max", Forms.count(1, 1_000_000), is.destinationsMax()));
    }

    private Mx.Dns dns(Section section) {
        Mx.Dns dns =
                new Mx.Dns(
                        section.list("servers", NAME_SERVER),
                        section.or("timeout", atMost(TIMEOUT_MAX, "30s at most"), Mx.Dns.TIMEOUT),
                        section.or("validates", Forms.YES_OR_NO, false));
        if (dns.validates() && dns.servers().isEmpty()) {
            problems.clash(
                    section.pathOf("validates"),
                    Optional.of("true"),
                    "needs servers: the machine's own may not validate");
        }
        return dns;
    }

    private static Mx.MtaSts mtaSts(Section section) {
        Mx.MtaSts is = Mx.MtaSts.DEFAULTS;
        return new Mx.MtaSts(
                section.or("use", Forms.YES_OR_NO, is.use()),
                section.or("port", Forms.count(1, 65_535), is.port()),
                section.or("timeout", atMost(Duration.ofMinutes(1), "1m at most"), is.timeout()),
                section.or("policies-max", Forms.count(1, 1_000_000), is.policiesMax()));
    }

    private static Form<Duration> atMost(Duration limit, String rule) {
        return Forms.DURATION_FORM.that(d -> d.compareTo(limit) <= 0, rule);
    }

    private static boolean address(String host) {
        return OUR_ADDRESS.read(host).isPresent();
    }
}
