// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binds the section {@code delivery}. */
final class DeliveryBinder {
    private static final Form<Duration> LIFETIME =
            Forms.DURATION_FORM.that(d -> d.compareTo(Duration.ofHours(1)) >= 0, "at least 1h");

    /** What the other waits come to, as they are out of the box. */
    private static final Form<Duration> ATTEMPT =
            Forms.DURATION_FORM.that(d -> d.compareTo(Duration.ofMinutes(30)) >= 0, "at least 30m");

    private static final Endpoint PLACEHOLDER = new Endpoint("localhost", 0);

    private final Path base;
    private final MxBinder mx;

    DeliveryBinder(Path base, Problems problems) {
        this.base = base;
        this.mx = new MxBinder(base, problems);
    }

    DeliverySettings delivery(Section section) {
        DeliverySettings.Route route =
                section.or(
                        "route",
                        Forms.word(DeliverySettings.Route.class),
                        DeliverySettings.Route.SMARTHOST);
        return new DeliverySettings(
                route,
                smarthost(section, route),
                section.section("mx", mx::mx),
                section.or(
                        "connections-max",
                        Forms.count(1, 10_000),
                        DeliverySettings.CONNECTIONS_MAX),
                section.or("messages-per-connection-max", Forms.count(0, 1_000_000), 0),
                retryDelays(section),
                section.or(
                        "delayed-after",
                        Forms.DURATION_FORM.that(
                                d -> d.compareTo(Duration.ofMinutes(1)) >= 0, "at least 1m"),
                        DeliverySettings.DELAYED_AFTER),
                section.or("expire-after", LIFETIME, DeliverySettings.EXPIRE_AFTER),
                section.or(
                        "prospecting-expire-after",
                        LIFETIME,
                        DeliverySettings.PROSPECTING_EXPIRE_AFTER),
                section.section("timeouts", DeliveryBinder::timeouts));
    }

    private Optional<Smarthost> smarthost(Section section, DeliverySettings.Route route) {
        boolean given = !(section.value("smarthost") instanceof Value.Absent);
        return given || route == DeliverySettings.Route.SMARTHOST
                ? Optional.of(section.section("smarthost", this::smarthost))
                : Optional.empty();
    }

    private Smarthost smarthost(Section section) {
        return new Smarthost(
                section.required(
                        "address",
                        Forms.ENDPOINT_FORM.that(e -> e.port() != 0, "port 1 or more"),
                        PLACEHOLDER),
                section.or("tls", Forms.word(Smarthost.TlsUse.class), Smarthost.TlsUse.OPTIONAL),
                section.optional("username", Forms.TEXT),
                section.optional("password-file", Forms.readableFile(base)));
    }

    private static List<Duration> retryDelays(Section section) {
        List<Duration> given = section.list("retry-delays", Forms.DURATION_FORM);
        return given.isEmpty() ? DeliverySettings.RETRY_DELAYS : given;
    }

    private static DeliverySettings.ClientTimeouts timeouts(Section section) {
        DeliverySettings.ClientTimeouts is = DeliverySettings.ClientTimeouts.DEFAULTS;
        return new DeliverySettings.ClientTimeouts(
                section.or("connect", Forms.DURATION_FORM, is.connect()),
                section.or("greeting", Forms.DURATION_FORM, is.greeting()),
                section.or("command", Forms.DURATION_FORM, is.command()),
                section.or("data", Forms.DURATION_FORM, is.data()),
                section.or("block", Forms.DURATION_FORM, is.block()),
                section.or("dot", LimitsBinder.atLeast(10, "4.5.3.2.6"), is.dot()),
                section.or("idle", Forms.DURATION_FORM, is.idle()),
                section.or("attempt", ATTEMPT, is.attempt()));
    }
}
