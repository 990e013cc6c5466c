// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.consent.ConsentLookup;
import eu.octroi.gateway.consent.ConsentRules;
import eu.octroi.gateway.consent.Finding;
import eu.octroi.gateway.consent.RestingConsents;
import eu.octroi.gateway.dkim.DkimKeys;
import eu.octroi.gateway.dkim.DkimSigner;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageIds;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.PersonKeys;
import eu.octroi.gateway.domain.Verdict;
import eu.octroi.gateway.intake.ConsentReports;
import eu.octroi.gateway.intake.ExplainQuestion;
import eu.octroi.gateway.intake.ExplainResult;
import eu.octroi.gateway.intake.Explainer;
import eu.octroi.gateway.intake.IntakeParts;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RestingRecord;
import eu.octroi.gateway.store.StoreException;
import eu.octroi.gateway.suppression.RestingList;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Explains a message over a data directory that no gateway has open, or over none at all: it reads
 * what is there, makes nothing and changes nothing. Confined to one question.
 */
public final class Preview {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ControllerNumber UNNUMBERED = new ControllerNumber(1);
    private static final PersonKey NOBODY = new PersonKey(0, 0);

    private final Settings settings;
    private final List<String> notes = new ArrayList<>(List.of(Explainer.LINKS_OPEN_NOTHING));

    private Preview(Settings settings) {
        this.settings = settings;
    }

    /**
     * What a gateway started on {@code settings} would make of a message.
     *
     * @throws eu.octroi.gateway.store.DataDirectoryLockedException when a gateway has the data
     *     directory: then that one can be asked
     */
    public static ExplainResult explain(
            Settings settings, ExplainQuestion question, Octets message) {
        Preview preview = new Preview(settings);
        return RestingRecord.exists(settings.data())
                ? preview.overDirectory(question, message)
                : preview.alone("there is no suppression list yet").explain(question, message);
    }

    private ExplainResult overDirectory(ExplainQuestion question, Octets message) {
        try (DataDirectory data = DataDirectory.open(settings.data())) {
            try (RestingRecord record = RestingRecord.open(data)) {
                return over(record, data).explain(question, message);
            } catch (StoreException unreadable) {
                return alone(String.valueOf(unreadable.getMessage())).explain(question, message);
            }
        }
    }

    private Explainer over(RestingRecord record, DataDirectory data) {
        KeyRing keys =
                KeyRing.read(
                        settings.keys().address().orElseGet(() -> data.resolve("keys/address")));
        RestingList list = new RestingList(record, keys);
        ConsentRules consent =
                ConsentRules.of(settings, new RestingConsents(record, list::personKeys));
        RecipientPolicy policy = new RecipientPolicy(list, consent, new SimpleMeterRegistry());
        return explainer(
                id -> number(record, id),
                list::personKey,
                (origin, to) -> Optional.of(policy.judge(origin, to)),
                consent);
    }

    private ControllerNumber number(RestingRecord record, ControllerId id) {
        return record.number(id, Objects.requireNonNull(settings.controllers().get(id)))
                .orElse(UNNUMBERED);
    }

    private Explainer alone(String why) {
        notes.add("the suppression list was not asked: " + why);
        ConsentRules consent = ConsentRules.of(settings, ConsentLookup.NOBODY);
        return explainer(
                _ -> UNNUMBERED,
                (_, _) -> NOBODY,
                (origin, to) ->
                        consent.find(origin, to)
                                .flatMap(Finding::refusal)
                                .map(Verdict.Refused::new),
                consent);
    }

    private Explainer explainer(
            Function<ControllerId, ControllerNumber> numbers,
            PersonKeys persons,
            Explainer.Asked list,
            ConsentRules consent) {
        Clock clock = Clock.systemUTC();
        DkimKeys keys =
                DkimKeys.present(settings.controllers(), settings.data().resolve("keys/dkim"));
        if (keys.dnsRecords().isEmpty()) {
            notes.add("unsigned preview: there is no signing key yet, and none was made");
        }
        return new Explainer(
                new IntakeParts(
                        settings,
                        numbers,
                        persons,
                        UnsubscribeTokens.throwaway(RANDOM),
                        keys,
                        new DkimSigner(clock, new SimpleMeterRegistry()),
                        settings.listen().web().publicUrl(),
                        new MessageIds(RANDOM, clock),
                        clock),
                list,
                new ConsentReports(consent),
                notes);
    }
}
