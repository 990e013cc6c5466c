// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.caps.CapLedger;
import eu.octroi.gateway.caps.FrequencyCaps;
import eu.octroi.gateway.consent.ConsentBook;
import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.delivery.Delivery;
import eu.octroi.gateway.delivery.QueueDesk;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.ContactKeys;
import eu.octroi.gateway.domain.LedgerFeed;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.events.Replays;
import eu.octroi.gateway.events.ToolDoor;
import eu.octroi.gateway.intake.ConsentReports;
import eu.octroi.gateway.intake.Explainer;
import eu.octroi.gateway.intake.IntakeParts;
import eu.octroi.gateway.intake.MessageTaker;
import eu.octroi.gateway.ledger.Ledger;
import eu.octroi.gateway.ledger.LedgerKeys;
import eu.octroi.gateway.metrics.Meters;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.server.SmtpServer;
import eu.octroi.gateway.settings.KeyFiles;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.spool.DiskFiles;
import eu.octroi.gateway.spool.Spool;
import eu.octroi.gateway.store.ControllerNumbers;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.store.StreamPurposes;
import eu.octroi.gateway.store.UsedClauses;
import eu.octroi.gateway.suppression.PersonAliases;
import eu.octroi.gateway.suppression.SuppressionList;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;
import eu.octroi.gateway.web.AdminPages;
import eu.octroi.gateway.web.AdminToken;
import eu.octroi.gateway.web.Component;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What every other part stands on: the settings, the clock, the meters, the data directory with its
 * lock, the record and its keys. It also knows where in the data directory each part lives.
 */
record Ground(
        Settings settings,
        Clock clock,
        Meters meters,
        DataDirectory data,
        RecordDatabase record,
        KeyRing addressKeys,
        KeyRing tokenKeys,
        KeyRing replayKeys,
        LedgerKeys ledgerKeys,
        ControllerNumbers numbers,
        Map<StreamId, Instant> changedPurposes) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Ground open(Settings settings, Announcements announce, Parts parts) {
        Meters meters = parts.keep(new Meters());
        DataDirectory data = parts.keep(DataDirectory.open(settings.data()));
        announce.opened(data);
        announce.exchangers(settings.delivery());
        announce.names(settings);
        RecordDatabase record = parts.keep(RecordDatabase.open(data, meters.registry()));
        KeyFiles files = settings.keys();
        Clock clock = Clock.systemUTC();
        UsedClauses.keep(record, settings, clock);
        var changedPurposes = StreamPurposes.changed(record, settings, clock);
        announce.purposes(changedPurposes);
        return new Ground(
                settings,
                clock,
                meters,
                data,
                record,
                KeyRing.open(
                        KeyRing.Purpose.ADDRESS,
                        files.address().orElseGet(() -> data.resolve("keys/address")),
                        record),
                KeyRing.open(
                        KeyRing.Purpose.TOKEN,
                        files.token().orElseGet(() -> data.resolve("keys/token")),
                        record),
                KeyRing.open(KeyRing.Purpose.REPLAY, data.resolve("keys/replay"), record),
                LedgerKeys.of(
                        KeyRing.open(
                                KeyRing.Purpose.LEDGER, LedgerBook.keyFile(data.root()), record)),
                ControllerNumbers.assign(record, settings.controllers()),
                changedPurposes);
    }

    MeterRegistry registry() {
        return meters.registry();
    }

    MessageIds ids() {
        return new MessageIds(new PerThreadRandom(), clock);
    }

    SuppressionList suppressions(Announcements announce) {
        SuppressionList list =
                SuppressionList.open(
                        data,
                        record,
                        addressKeys,
                        settings.suppression(),
                        announce::rebuilding,
                        clock,
                        registry());
        announce.suppressions(data, list.size());
        return list;
    }

    ConsentBook consents(SuppressionList suppressions) {
        return ConsentBook.open(record, suppressions::personKeys, clock, registry());
    }

    DkimKeys dkimKeys() {
        return DkimKeys.open(settings.controllers(), data.resolve("keys/dkim"), RANDOM, clock);
    }

    Spool spool() {
        return Spool.open(
                data.resolve("spool"),
                settings.spool(),
                new DiskFiles(),
                Ledger.position(LedgerBook.directory(data.root()), clock),
                clock,
                registry());
    }

    Replays replays(SuppressionList suppressions, ToolDoor door) {
        return new Replays(
                record, replayKeys, suppressions, door, settings.replay(), clock, registry());
    }

    Ledger ledger(LedgerFeed feed, SuppressionList suppressions) {
        return Ledger.open(
                LedgerBook.directory(data.root()),
                feed,
                suppressions.contactKeys(),
                ledgerKeys,
                clock,
                registry());
    }

    AdminParts adminParts(
            SuppressionList suppressions,
            ConsentBook consents,
            DkimKeys keys,
            Explainer explainer,
            QueueDesk queue) {
        return new AdminParts(
                suppressions, consents, numbers::of, keys, explainer, queue, ledgerBook());
    }

    private LedgerBook ledgerBook() {
        return new LedgerBook(
                LedgerBook.directory(data.root()),
                new PersonAliases(addressKeys),
                ledgerKeys.open(),
                UnsubscribeTokens.of(tokenKeys),
                sha256 -> UsedClauses.texts(record, sha256));
    }

    FrequencyCaps caps(Spool spool, Ledger ledger, SuppressionList suppressions) {
        ContactKeys keys = suppressions.contactKeys();
        return FrequencyCaps.open(
                new FrequencyCaps.Parts(
                        data.resolve("caps"),
                        record.id(),
                        settings,
                        keys,
                        new CapHistory(settings, spool, ledger, keys, clock),
                        clock,
                        registry()));
    }

    Delivery delivery(
            Spool spool, RecipientPolicy policy, CapLedger caps, SuppressionList suppressions) {
        return Delivery.start(
                new Delivery.Parts(
                        spool,
                        policy,
                        caps,
                        suppressions::personKey,
                        ids(),
                        new PerThreadRandom(),
                        data.resolve("delivery")),
                settings.delivery(),
                settings.hostname(),
                clock,
                registry());
    }

    AdminPages adminPages(StateOfThings state, ConsentBook consents, List<Object> routes) {
        List<Component> components = new ArrayList<>(state.components());
        components.addAll(new ConsentState(consents, settings, clock).components());
        if (!changedPurposes.isEmpty()) {
            components.add(Component.fixed("purpose", StateOfThings.purposes(changedPurposes)));
        }
        return new AdminPages(
                AdminToken.open(data.resolve("admin.token"), RANDOM),
                components,
                state,
                meters,
                clock,
                routes);
    }

    /** What intake works with. */
    IntakeParts tools(
            SuppressionList suppressions,
            UnsubscribeTokens tokens,
            DkimKeys keys,
            DkimSigner signer,
            InetSocketAddress web) {
        return new IntakeParts(
                settings,
                numbers::of,
                suppressions::personKey,
                tokens,
                keys,
                signer,
                PublicUrl.of(settings.listen().web(), web),
                ids(),
                clock);
    }

    /** Decides as intake does, and counts nothing in our meters. */
    Explainer explainer(
            SuppressionList suppressions, ConsentRules consent, CapLedger caps, DkimKeys keys) {
        MeterRegistry aside = new SimpleMeterRegistry();
        var policy = new RecipientPolicy(suppressions, consent, caps, aside);
        var tools =
                new IntakeParts(
                        settings,
                        numbers::of,
                        suppressions::personKey,
                        UnsubscribeTokens.throwaway(RANDOM),
                        keys,
                        new DkimSigner(clock, aside),
                        settings.listen().web().publicUrl(),
                        ids(),
                        clock);
        return new Explainer(
                tools,
                claim -> Optional.of(policy.look(claim).toCompletableFuture().join()),
                new ConsentReports(consent),
                List.of(Explainer.LINKS_OPEN_NOTHING));
    }

    RefusalBook refusals(Ledger ledger, SuppressionList suppressions) {
        return new RefusalBook(ledger, suppressions::personKey, clock, registry());
    }

    SmtpServer smtp(RecipientPolicy policy, MessageTaker intake, RefusalBook refusals) {
        return SmtpServer.start(
                new SmtpServer.Parts(
                        policy, intake, refusals, numbers::of, ids(), tokenKeys::derive),
                settings,
                clock,
                registry());
    }

    /** Ids and jitter need no secret numbers, so each thread draws its own without waiting. */
    private static final class PerThreadRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
