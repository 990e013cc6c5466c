// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.delivery.OurNames;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Checks;
import eu.octroi.gateway.settings.DeliverySettings;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.store.DataDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the person who starts the gateway is told, a short line each. Confined to the start. */
final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final int STEPS = 10;

    private final Consumer<String> out;
    private long nextStep;

    Announcements(Consumer<String> out) {
        this.out = out;
    }

    void opened(DataDirectory data) {
        if (data.isNew()) {
            out.accept("new data directory " + data.root());
        }
    }

    void suppressions(DataDirectory data, long entries) {
        if (data.isNew()) {
            out.accept(
                    "new, empty suppression list: import the refusals you already have before the"
                            + " first mail (octroi suppress import)");
        } else {
            out.accept("suppression list: " + entries + " entries");
        }
    }

    /** A line at the start of a rebuild and at each tenth of it. */
    void rebuilding(String why, long events, long total) {
        if (events == 0 || events >= nextStep) {
            out.accept("rebuilding the suppression index (" + why + "): " + events + "/" + total);
            nextStep = events + Math.max(1, total / STEPS);
        }
    }

    void signer(DkimSigner signer, DkimKeys keys) {
        int count = keys.domainCount();
        out.accept(
                "DKIM: signing for "
                        + (count == 1 ? "one domain" : count + " domains")
                        + " with "
                        + signer.provider()
                        + "; octroi key dns prints the records to publish");
    }

    void consents(Settings settings, ConsentBook book, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String regimes = ConsentState.regimes(settings, today);
        if (regimes.contains("reviewed")) {
            out.accept("warning: regimes: " + regimes);
            LOG.warn("event=regimes-not-reviewed which=\"{}\"", regimes);
        }
        if (!book.isAvailable()) {
            out.accept("warning: consents cannot be read: what needs one is not sent meanwhile");
        }
    }

    void purposes(Map<StreamId, Instant> changed) {
        if (!changed.isEmpty()) {
            out.accept(
                    "warning: purpose "
                            + StateOfThings.purposes(changed)
                            + "; people who were told of the old one need to be told of the new"
                            + " one first, and asked where consent is the rule");
            LOG.warn("event=purpose-changed streams=\"{}\"", changed.keySet());
        }
    }

    /** What straight delivery leaves out unless somebody says that it may be relied on. */
    void exchangers(DeliverySettings delivery) {
        if (delivery.route() == DeliverySettings.Route.MX && !delivery.mx().dns().validates()) {
            out.accept(
                    "DANE is off: delivery.mx.dns.validates does not say that the name servers"
                            + " validate DNSSEC");
        }
    }

    /**
     * What receivers will find about us, checked before anything is sent to them. What could not be
     * learned stops nobody: name servers of others must not decide whether we start.
     *
     * @throws IllegalStateException where the settings require that all is well and it is not
     */
    void names(Settings settings) {
        List<OurNames.Fault> faults = OurNames.of(settings).map(OurNames::faults).orElse(List.of());
        String wrong =
                faults.stream()
                        .filter(OurNames.Fault::isCertain)
                        .map(OurNames.Fault::what)
                        .collect(Collectors.joining("; "));
        if (!wrong.isEmpty() && settings.checks().dns() == Checks.Strictness.REQUIRE) {
            throw new IllegalStateException("checks.dns is require, and " + wrong);
        }
        for (OurNames.Fault fault : faults) {
            out.accept(
                    "warning: "
                            + fault.what()
                            + (fault.isCertain() ? ": many receivers refuse such mail" : ""));
            LOG.warn("event=our-names certain={} why=\"{}\"", fault.isCertain(), fault.what());
        }
    }

    void spool(Spool spool) {
        long messages = spool.messages();
        if (messages > 0) {
            out.accept("spool: " + messages + " messages to deliver from before");
        }
        spool.trouble().ifPresent(why -> out.accept("warning: spool: " + why));
    }
}
