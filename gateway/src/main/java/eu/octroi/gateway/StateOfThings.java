// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.caps.FrequencyCaps;
import eu.octroi.gateway.delivery.Delivery;
import eu.octroi.gateway.delivery.QueueStats;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.ledger.Ledger;
import eu.octroi.gateway.ledger.LedgerRow;
import eu.octroi.gateway.ledger.Totals;
import eu.octroi.gateway.server.SmtpServer;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.unsubscribe.OptOut;
import eu.octroi.gateway.web.Component;
import eu.octroi.gateway.web.Component.Health;
import eu.octroi.gateway.web.GatewayStatus;
import eu.octroi.gateway.web.WebServers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the status and health pages show. Figures that cost a query are gathered every other second
 * on a thread of their own, so that a page never waits for the disk. Thread-safe.
 */
final class StateOfThings implements GatewayStatus, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateOfThings.class);
    private static final int REFRESH_SECONDS = 2;
    private static final int LATEST_MAX = 50;
    private static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0, 0);

    private final SuppressionList suppressions;
    private final FrequencyCaps caps;
    private final Spool spool;
    private final Ledger ledger;
    private final Delivery delivery;
    private final RefusalBook refusals;
    private final OptOut optOut;
    private final ScheduledExecutorService gatherer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("status").daemon(true).factory());
    private volatile Totals today = NOTHING;
    private volatile Map<String, String> addresses = Map.of();

    StateOfThings(
            SuppressionList suppressions,
            FrequencyCaps caps,
            Spool spool,
            Ledger ledger,
            Delivery delivery,
            RefusalBook refusals,
            OptOut optOut) {
        this.suppressions = suppressions;
        this.caps = caps;
        this.spool = spool;
        this.ledger = ledger;
        this.delivery = delivery;
        this.refusals = refusals;
        this.optOut = optOut;
    }

    /** Called once everything listens: from here on the gateway says it is ready. */
    void listening(SmtpServer smtp, WebServers web) {
        Map<String, String> open = new LinkedHashMap<>();
        open.put("SMTP", PublicUrl.text(smtp.smtpAddress()));
        smtp.smtpsAddress().ifPresent(a -> open.put("SMTP over TLS", PublicUrl.text(a)));
        open.put("pages", PublicUrl.text(web.webAddress()));
        open.put("admin", PublicUrl.text(web.adminAddress()));
        addresses = open;
        // What goes wrong in a round is logged there, and close() ends them.
        var _ = gatherer.scheduleWithFixedDelay(this::gather, 0, REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    List<Component> components() {
        List<Component> components = new ArrayList<>();
        components.add(new Component("listeners", this::listeners));
        components.add(new Component("spool", this::spoolHealth));
        components.add(new Component("suppression", this::suppressionHealth));
        components.add(new Component("delivery", this::deliveryHealth));
        components.add(new Component("caps", this::capsHealth));
        return components;
    }

    @Override
    public Snapshot now() {
        Totals totals = today;
        return new Snapshot(
                totals.accepted(),
                totals.delivered(),
                refusals.counts(),
                optOut.recorded(),
                delivery.queue().queued(),
                suppressions.size(),
                addresses,
                ledger.latest(LATEST_MAX).stream().map(StateOfThings::decision).toList());
    }

    @Override
    public void close() {
        gatherer.shutdownNow();
    }

    private void gather() {
        try {
            today = ledger.today();
        } catch (RuntimeException e) {
            // The next round may succeed; a page with old figures beats none.
            LOG.warn("event=status-not-gathered why=\"{}\"", e.getMessage());
        }
    }

    private Health listeners() {
        return addresses.isEmpty()
                ? Health.notReady("starting")
                : Health.ready(addresses.size() + " open");
    }

    private Health spoolHealth() {
        return spool.trouble()
                .map(Health::notReady)
                .orElseGet(() -> Health.ready(spool.messages() + " messages not settled"));
    }

    private Health suppressionHealth() {
        return suppressions.isAvailable()
                ? Health.ready(suppressions.size() + " entries")
                : Health.notReady("index not trusted, being rebuilt: nothing is sent meanwhile");
    }

    private Health capsHealth() {
        return caps.isAvailable()
                ? Health.ready(caps.size() + " persons")
                : Health.notReady("map failed: nothing is taken until a restart, see the log");
    }

    private Health deliveryHealth() {
        QueueStats queue = delivery.queue();
        String trouble = queue.trouble().isEmpty() ? "" : ", last trouble: " + queue.trouble();
        int left = spool.toHandOver();
        String toCome = left == 0 ? "" : ", " + left + " messages of before the start to come";
        return Health.ready(queue.queued() + " copies queued" + toCome + trouble);
    }

    /** Which streams are no longer for what they began with, in one line. */
    static String purposes(Map<StreamId, Instant> changed) {
        return changed.entrySet().stream()
                .map(e -> e.getKey() + " since " + e.getValue().toString().substring(0, 10))
                .collect(Collectors.joining(", ", "changed: ", ""));
    }

    private static Decision decision(LedgerRow row) {
        LedgerRow.Evidence evidence = row.evidence();
        return new Decision(
                row.at(),
                row.copy().map(copy -> copy.message().toString()).orElse(""),
                row.sender().credential().value(),
                row.event().word(),
                evidence.why().isEmpty() ? evidence.response() : evidence.why());
    }
}
