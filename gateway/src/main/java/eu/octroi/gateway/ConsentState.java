// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.settings.RegimeProfile;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.web.Component;
import eu.octroi.gateway.web.Component.Health;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** What the health page says of consents, regimes and lists of addresses. Thread-safe. */
record ConsentState(ConsentBook book, Settings settings, Clock clock) {

    List<Component> components() {
        return List.of(
                new Component("consents", this::consents),
                new Component("regimes", () -> Health.ready(regimes(settings, today()))),
                Component.fixed("addresses", settings.addresses().toString()));
    }

    private Health consents() {
        return book.isAvailable()
                ? Health.ready(book.size() + " people")
                : Health.notReady("cannot be read: what needs a consent is not sent meanwhile");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** How many there are, and which nobody has looked at for a year (M-05). */
    static String regimes(Settings settings, LocalDate today) {
        List<RegimeProfile> all = settings.regimes().all();
        String overdue =
                all.stream()
                        .filter(profile -> profile.review().isOverdue(today))
                        .map(profile -> profile.name() + " of " + profile.review().on())
                        .collect(Collectors.joining(", "));
        return all.size()
                + " known"
                + (overdue.isEmpty() ? "" : "; not reviewed for a year: " + overdue);
    }
}
