// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.CredentialId;

import java.net.URI;
import java.time.Duration;

/** Binds the section {@code listen}. */
final class ListenBinder {
    private static final Endpoint SMTP = new Endpoint("127.0.0.1", 2525);
    private static final Endpoint WEB = new Endpoint("127.0.0.1", 8080);
    private static final Endpoint ADMIN = new Endpoint("127.0.0.1", 8081);

    private ListenBinder() {}

    static Listen listen(Section section) {
        return new Listen(
                section.section("smtp", ListenBinder::smtp),
                section.section(
                        "smtps", s -> new Listen.Smtps(s.optional("address", Forms.ENDPOINT_FORM))),
                section.section("proxy", ListenBinder::proxy),
                section.section("web", ListenBinder::web),
                section.section(
                        "admin",
                        s -> new Listen.Admin(s.or("address", Forms.ENDPOINT_FORM, ADMIN))));
    }

    private static Listen.Smtp smtp(Section section) {
        return new Listen.Smtp(
                section.or("address", Forms.ENDPOINT_FORM, SMTP),
                section.list("trusted-networks", Forms.NETWORK_FORM),
                section.optional("trusted-as", Forms.NAME).map(CredentialId::new));
    }

    private static Listen.Proxy proxy(Section section) {
        return new Listen.Proxy(
                section.list(
                        "networks",
                        Forms.NETWORK_FORM.that(
                                network -> !network.isWorldwide(),
                                "not wider than 10.0.0.0/8 or fc00::/7")),
                section.or(
                        "timeout",
                        LimitsBinder.between(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        Listen.Proxy.OFF.timeout()));
    }

    private static Listen.Web web(Section section) {
        Endpoint address = section.or("address", Forms.ENDPOINT_FORM, WEB);
        URI fallback = URI.create("http://" + address);
        return new Listen.Web(
                address,
                address.isLoopback()
                        ? section.optional("public-url", Forms.HTTP_URL).orElse(fallback)
                        : section.required("public-url", Forms.HTTP_URL, fallback));
    }
}
