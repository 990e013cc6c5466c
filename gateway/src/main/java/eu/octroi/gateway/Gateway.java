// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.intake.Intake;
import eu.octroi.gateway.intake.Rehearsal;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.server.SmtpServer;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.unsubscribe.OptOut;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;
import eu.octroi.gateway.unsubscribe.Withdrawals;
import eu.octroi.gateway.web.OneClickDoor;
import eu.octroi.gateway.web.PublicPages;
import eu.octroi.gateway.web.WebServers;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The running gateway. {@link #start} is the list of its parts, top to bottom in the order in which
 * they need one another; {@link #close} goes the other way: stop accepting, finish what is on the
 * wire, close the stores. Thread-safe.
 */
public final class Gateway implements Closeable {
    /** How long a stop waits for tools to finish what they are saying. */
    static final Duration TRANSACTIONS_WAIT_MAX = Duration.ofSeconds(30);

    /** How long a stop waits for final replies of the next hop: without them there are doubles. */
    static final Duration REPLIES_WAIT_MAX = Duration.ofSeconds(60);

    private final Parts parts;
    private final SmtpServer smtp;
    private final WebServers web;

    private Gateway(Parts parts, SmtpServer smtp, WebServers web) {
        this.parts = parts;
        this.smtp = smtp;
        this.web = web;
    }

    /**
     * Starts everything; when it returns, every listener is open. Blocking.
     *
     * @param announce hears short lines for the person who starts it: progress, what was generated
     * @throws RuntimeException of the part that could not start; everything before it is closed
     */
    public static Gateway start(Settings settings, Consumer<String> announce, AdminRoutes routes) {
        HeadStart.begin();
        Parts parts = new Parts();
        try {
            return start(settings, new Announcements(announce), routes, parts);
        } catch (RuntimeException | Error failure) {
            parts.closeAfter(failure);
            throw failure;
        }
    }

    private static Gateway start(
            Settings settings, Announcements announce, AdminRoutes routes, Parts parts) {
        var ground = Ground.open(settings, announce, parts);
        var registry = ground.registry();

        // Who must not be mailed, and how they say so.
        var suppressions = parts.keep(ground.suppressions(announce));
        parts.keep(suppressions.expiry().start());
        var consents = ground.consents(suppressions);
        announce.consents(settings, consents, ground.clock());
        parts.keep(new Withdrawals(suppressions, consents).start());
        var consent = ConsentRules.of(settings, consents);
        var tokens = UnsubscribeTokens.of(ground.tokenKeys());
        var optOut = new OptOut(suppressions::oppose, ground.clock(), registry);

        // What is signed, kept and accounted for.
        var dkimKeys = ground.dkimKeys();
        var signer = new DkimSigner(ground.clock(), registry);
        var spool = parts.keep(ground.spool());
        var door = parts.keep(new OneClickDoor(settings.replay()));
        var replays = parts.keep(ground.replays(suppressions, door).start());
        var ledger = parts.keep(ground.ledger(replays.over(spool), suppressions));
        var refusals = ground.refusals(ledger, suppressions);
        announce.signer(signer, dkimKeys);

        // Who was written to how often: what spool and ledger say, in a form to be asked.
        var caps = parts.keep(ground.caps(spool, ledger, suppressions));
        var policy = new RecipientPolicy(suppressions, consent, caps, registry);

        // Out: policy is asked again before DATA.
        var delivery = parts.keep(ground.delivery(spool, policy, caps, suppressions));
        parts.keep(() -> delivery.drain(REPLIES_WAIT_MAX));
        announce.spool(spool);

        // In: the pages before the mail, because the links in the mail name their port.
        var state =
                parts.keep(
                        new StateOfThings(
                                suppressions, caps, spool, ledger, delivery, refusals, optOut));
        var publicPages =
                new PublicPages(settings, tokens, optOut, ground.numbers()::nameOf, ground.clock());
        var explainer = ground.explainer(suppressions, consent, caps, dkimKeys);
        var adminRoutes =
                routes.over(
                        ground.adminParts(
                                suppressions, consents, dkimKeys, explainer, delivery.desk()));
        var adminPages = ground.adminPages(state, consents, adminRoutes);
        var web = parts.keep(WebServers.start(settings.listen(), publicPages, adminPages));
        var tools = ground.tools(suppressions, tokens, dkimKeys, signer, web.webAddress());
        var threads = parts.keep(new IntakeThreads(registry));
        var intake = new Intake(tools, spool, delivery::enqueue, refusals, threads, registry);
        var smtp = parts.keep(ground.smtp(policy, intake, refusals));
        state.listening(smtp, web);
        delivery.resume(!caps.wasClosed());
        parts.keep(Rehearsal.begin(tools));
        return new Gateway(parts, smtp, web);
    }

    /** Where submission is open. */
    public InetSocketAddress smtp() {
        return smtp.smtpAddress();
    }

    /** Where submission with implicit TLS is open; empty when it is off. */
    public Optional<InetSocketAddress> smtps() {
        return smtp.smtpsAddress();
    }

    public InetSocketAddress web() {
        return web.webAddress();
    }

    public InetSocketAddress admin() {
        return web.adminAddress();
    }

    /**
     * Stops accepting, finishes what is on the wire, closes the stores. Blocking, idempotent.
     *
     * @throws IllegalStateException when something could not be closed: the next start recovers
     */
    @Override
    public void close() {
        smtp.stopAccepting();
        smtp.awaitTransactions(TRANSACTIONS_WAIT_MAX);
        parts.close();
    }
}
