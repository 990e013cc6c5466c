// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.HostAddresses;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks what the gateway shows to the network: who may relay, in clear or not, on which port. */
final class Exposure {
    private final Settings settings;
    private final Problems problems;

    Exposure(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        portsDiffer();
        trust();
        publicUrl();
        tls();
        settings.delivery().smarthost().ifPresent(this::smarthost);
        exchangers();
        warnings();
    }

    private void portsDiffer() {
        List<Door> earlier = new ArrayList<>();
        for (Door door : doors()) {
            String rule = "must not be the port of ";
            earlier.stream()
                    .filter(other -> other.address().clashesWith(door.address()))
                    .findFirst()
                    .ifPresent(o -> clash(door.key(), door.address().toString(), rule + o.key()));
            earlier.add(door);
        }
    }

    private List<Door> doors() {
        Listen listen = settings.listen();
        List<Door> doors = new ArrayList<>();
        doors.add(new Door("listen.smtp.address", listen.smtp().address()));
        listen.smtps().address().ifPresent(a -> doors.add(new Door("listen.smtps.address", a)));
        doors.add(new Door("listen.web.address", listen.web().address()));
        doors.add(new Door("listen.admin.address", listen.admin().address()));
        return doors;
    }

    private record Door(String key, Endpoint address) {}

    /** Never an open relay: who is trusted without a password must be somebody in particular. */
    private void trust() {
        Listen.Smtp smtp = settings.listen().smtp();
        String key = "listen.smtp.trusted-as";
        Optional<CredentialId> as = smtp.trustedAs();
        if (as.isEmpty() && !smtp.trustedNetworks().isEmpty()) {
            clash(key, "is missing; trusted-networks need it");
        }
        if (as.isPresent() && !settings.credentials().containsKey(as.get())) {
            String hint =
                    Nearest.hint(
                            as.get().value(),
                            settings.credentials().keySet().stream()
                                    .map(CredentialId::value)
                                    .collect(Collectors.toSet()));
            clash(key, as.get().value(), "must be a configured credential" + hint);
        }
        for (int i = 0; i < smtp.trustedNetworks().size(); i++) {
            Network network = smtp.trustedNetworks().get(i);
            if (network.isWorldwide() && isSmtpBeyondLoopback()) {
                clash(
                        "listen.smtp.trusted-networks[" + i + "]",
                        network.toString(),
                        "must not be wider than 10.0.0.0/8 or fc00::/7 while listening beyond"
                                + " loopback: that would be an open relay");
            }
        }
    }

    private boolean isSmtpBeyondLoopback() {
        Listen listen = settings.listen();
        return !listen.smtp().address().isLoopback()
                || listen.smtps().address().filter(a -> !a.isLoopback()).isPresent();
    }

    private void publicUrl() {
        Listen.Web web = settings.listen().web();
        boolean loopback =
                web.address().isLoopback() && Endpoint.isLoopback(web.publicUrl().getHost());
        if (web.publicUrl().getScheme().equals("http") && !loopback) {
            clash(
                    "listen.web.public-url",
                    web.publicUrl().toString(),
                    "must be https beyond loopback (RFC 8058 section 3.1)");
        }
    }

    private void tls() {
        Tls tls = settings.tls();
        if (tls.certificate().isPresent() && tls.key().isEmpty()) {
            clash("tls.key", "is missing; tls.certificate needs it");
        }
        if (tls.key().isPresent() && tls.certificate().isEmpty()) {
            clash("tls.certificate", "is missing; tls.key needs it");
        }
        if (settings.listen().smtps().address().isPresent() && !tls.isSet()) {
            clash("listen.smtps.address", "needs tls.certificate and tls.key");
        }
    }

    private void smarthost(Smarthost smarthost) {
        String path = "delivery.smarthost";
        if (smarthost.username().isPresent() && smarthost.tls() != Smarthost.TlsUse.REQUIRED) {
            clash(
                    path + ".tls",
                    Forms.wordOf(smarthost.tls()),
                    "must be required when there is a username");
        }
        if (smarthost.username().isPresent() && smarthost.passwordFile().isEmpty()) {
            clash(path + ".password-file", "is missing; username needs it");
        }
        if (smarthost.username().isEmpty() && smarthost.passwordFile().isPresent()) {
            clash(path + ".username", "is missing; password-file needs it");
        }
    }

    /** Exchangers look up the name in EHLO, and most refuse one that is none of the Internet. */
    private void exchangers() {
        DeliverySettings delivery = settings.delivery();
        boolean mx = delivery.route() == DeliverySettings.Route.MX;
        if (mx && !delivery.mx().privateTargets() && settings.hostname().indexOf('.') < 0) {
            clash(
                    "hostname",
                    settings.hostname(),
                    "must be a full domain name when delivery.route is mx");
        }
        if (mx) {
            sources(delivery.mx().sourceAddresses());
        }
        if (mx && delivery.mx().dns().validates()) {
            delivery.mx().dns().servers().stream()
                    .filter(server -> !server.isLoopback())
                    .forEach(this::warnOfTheWay);
        }
    }

    /** One that is gone is done without as long as another of its family is there. */
    private void sources(List<InetAddress> sources) {
        Set<Class<?>> here =
                sources.stream()
                        .filter(HostAddresses::isHere)
                        .map(InetAddress::getClass)
                        .collect(Collectors.toSet());
        for (int i = 0; i < sources.size(); i++) {
            InetAddress source = sources.get(i);
            String key = "delivery.mx.source-addresses[" + i + "]";
            if (!here.contains(source.getClass())) {
                clash(key, source.getHostAddress(), "must be an address of this machine");
            } else if (!HostAddresses.isHere(source)) {
                problems.warn(
                        key,
                        source.getHostAddress()
                                + " is no address of this machine: nothing leaves from there");
            }
        }
    }

    private void warnOfTheWay(Endpoint server) {
        problems.warn(
                "delivery.mx.dns.validates",
                "DANE believes "
                        + server
                        + ", which is beyond loopback: whoever is on the way can change its"
                        + " answers");
    }

    private void warnings() {
        Endpoint admin = settings.listen().admin().address();
        if (!admin.isLoopback()) {
            problems.warn(
                    "listen.admin.address",
                    admin + " is beyond loopback and speaks no TLS; put a TLS proxy in front");
        }
        if (settings.checks().dns() == Checks.Strictness.REQUIRE) {
            problems.warn(
                    "checks.dns",
                    "require holds for octroi key activate and, with route: mx, for our own name"
                        + " and addresses: a start does not check the records of sending domains");
        }
    }

    private void clash(String key, String rule) {
        problems.clash(key, Optional.empty(), rule);
    }

    private void clash(String key, String value, String rule) {
        problems.clash(key, Optional.of(value), rule);
    }
}
