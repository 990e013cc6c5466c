// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Binds the whole document: each section by its own method, then what must fit together. */
final class SettingsBinder {
    private final Path base;
    private final Optional<Path> dataOverride;
    private final Problems problems;

    SettingsBinder(Path base, Optional<Path> dataOverride, Problems problems) {
        this.base = base;
        this.dataOverride = dataOverride;
        this.problems = problems;
    }

    Settings bind(Section root) {
        Path data = root.or("data", Forms.directory(), Path.of("data"));
        String hostname = root.optional("hostname", Forms.DOMAIN).orElseGet(this::machineName);
        Listen listen = root.section("listen", ListenBinder::listen);
        Tls tls = root.section("tls", this::tls);
        InboundLimits limits = root.section("limits", LimitsBinder::inbound);
        SpoolSettings spool = root.section("spool", section -> LimitsBinder.spool(section, limits));
        DeliverySettings delivery =
                root.section("delivery", new DeliveryBinder(base, problems)::delivery);
        PartiesBinder parties = new PartiesBinder(base);
        Settings settings =
                new Settings(
                        dataOverride.orElse(data),
                        hostname,
                        listen,
                        tls,
                        limits,
                        spool,
                        delivery,
                        clauses(root),
                        new AddressFiles("addresses", problems).read(beside(root, "addresses")),
                        new RegimeFiles("regimes", problems).read(beside(root, "regimes")),
                        named(root, "controllers", ControllerId::new, parties::controller),
                        root.section("keys", this::keys),
                        root.section("checks", section -> checks(section, delivery)),
                        root.section("suppression", SuppressionBinder::suppression),
                        root.section("caps", LimitsBinder::caps),
                        root.section("replay", LimitsBinder::replay),
                        named(root, "sources", SourceId::new, parties::source),
                        named(root, "streams", StreamId::new, parties::stream),
                        named(root, "credentials", CredentialId::new, parties::credential));
        new Agreement(settings, problems).check();
        return settings;
    }

    private <K, T> Map<K, T> named(
            Section root, String key, Function<String, K> id, Function<Section, T> reader) {
        Map<String, T> byName =
                root.section(key, s -> s.named(Forms.NAME, (_, section) -> reader.apply(section)));
        Map<K, T> result = new LinkedHashMap<>();
        byName.forEach((name, value) -> result.put(id.apply(name), value));
        return result;
    }

    private ClauseSets clauses(Section root) {
        return new ClauseFiles(problems).read(beside(root, "clauses"));
    }

    /** The directory a key names, or the one of the key's name beside the configuration. */
    private Optional<Path> beside(Section root, String key) {
        return root.optional(key, Forms.existingDirectory(base))
                .or(() -> Optional.of(base.resolve(key)).filter(Files::isDirectory));
    }

    private Tls tls(Section section) {
        return new Tls(
                section.optional("certificate", Forms.readableFile(base)),
                section.optional("key", Forms.readableFile(base)));
    }

    /** These files may be missing: they are generated while the record is empty. */
    private KeyFiles keys(Section section) {
        return new KeyFiles(
                section.optional("address", Forms.readableOrNewFile(base)),
                section.optional("token", Forms.readableOrNewFile(base)));
    }

    private Checks checks(Section section, DeliverySettings delivery) {
        Checks.Strictness fallback =
                delivery.route() == DeliverySettings.Route.SMARTHOST
                                && delivery.smarthost().orElseThrow().address().isLoopback()
                        ? Checks.Strictness.WARN
                        : Checks.Strictness.REQUIRE;
        return new Checks(
                section.or("dns", Forms.word(Checks.Strictness.class), fallback),
                section.optional("dns-server", Forms.ENDPOINT_FORM),
                section.or("output", Forms.YES_OR_NO, false));
    }

    private String machineName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return Forms.DOMAIN.read(name).orElse("localhost");
        } catch (UnknownHostException nameless) {
            problems.warn("hostname", "this machine does not know its name; localhost is used");
            return "localhost";
        }
    }
}
