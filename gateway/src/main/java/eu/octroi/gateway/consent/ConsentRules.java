// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.domain.Tag;
import eu.octroi.gateway.settings.AddressLists;
import eu.octroi.gateway.settings.Basis;
import eu.octroi.gateway.settings.RegimeProfile;
import eu.octroi.gateway.settings.RegimeProfiles;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the law lets a stream write to a recipient: by the class of the address, the regime of
 * its country and the sender's, and what the record holds (D-01, D-16). Thread-safe.
 */
public final class ConsentRules {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentRules.class);

    private final String ourPostmaster;
    private final AddressClassifier classifier;
    private final ConsentLookup consents;
    private final RegimeProfiles regimes;
    private final Map<StreamId, Rule> rules = new LinkedHashMap<>();
    private final Map<AddressClass, String> lists = new EnumMap<>(AddressClass.class);

    /** How one stream is judged. */
    private record Rule(Stream stream, StreamRegimes regimes) {}

    /**
     * Rules for these streams.
     *
     * @param hostname our own name, whose postmaster hears from everybody (RFC 5321 section 4.5.1)
     */
    public ConsentRules(
            String hostname,
            Map<StreamId, Stream> streams,
            AddressLists addresses,
            RegimeProfiles regimes,
            ConsentLookup consents) {
        this.ourPostmaster = "postmaster@" + hostname.toLowerCase(Locale.ROOT);
        this.classifier = new AddressClassifier(addresses);
        this.regimes = regimes;
        this.consents = consents;
        for (AddressClass addressClass : AddressClass.values()) {
            lists.put(addressClass, list(addressClass, addresses));
        }
        List<String> worldwide = addresses.list(AddressLists.Kind.WORLDWIDE_DOMAINS).entries();
        streams.forEach(
                (id, stream) ->
                        rules.put(
                                id,
                                new Rule(
                                        stream,
                                        new StreamRegimes(
                                                stream, regimes, Set.copyOf(worldwide)))));
    }

    public static ConsentRules of(Settings settings, ConsentLookup consents) {
        return new ConsentRules(
                settings.hostname(),
                settings.streams(),
                settings.addresses(),
                settings.regimes(),
                consents);
    }

    /**
     * What is found on prospecting mail to {@code to}; empty for mail of any other class, which
     * needs no consent. Of a stream that is no longer configured nothing is found either: its mail
     * was judged when it was taken, and oppositions stop it still. Safe on an event loop.
     *
     * @throws ConsentUnavailableException when the record's side cannot be told
     */
    public Optional<Finding> find(Origin origin, EmailAddress to) {
        Rule rule = rules.get(origin.stream());
        if (origin.streamClass() != StreamClass.PROSPECTING || rule == null) {
            return Optional.empty();
        }
        if (ourPostmaster.equals(to.toString().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        Optional<Mailbox> mailbox = Mailbox.of(to);
        if (mailbox.isEmpty()) {
            return Optional.of(invalid(rule));
        }
        AddressClass addressClass = classifier.classOf(mailbox.get());
        var resolved =
                rule.regimes().resolve(mailbox.get(), consents.countryOf(origin.controller(), to));
        Judgement judgement = new Judgement(rule.stream(), addressClass, resolved.regime());
        Optional<Grant> grant =
                judgement.wantsMore()
                        ? judgement.best(consents.find(origin, to))
                        : Optional.empty();
        Finding finding =
                new Finding(
                        addressClass,
                        listOf(addressClass),
                        resolved.regime(),
                        resolved.hint(),
                        judgement.basis(),
                        grant,
                        judgement.refusal(grant));
        LOG.debug(
                "event=consent stream={} finding=\"{}\" refused={}",
                origin.stream(),
                finding.summary(),
                finding.refusal().map(Tag::word).orElse("no"));
        return Optional.of(finding);
    }

    /**
     * All that is demanded of mail to {@code to}: by the regime of a finding, and by the provider
     * of the mailbox (M-02).
     */
    public RegimeProfile demands(Finding finding, EmailAddress to) {
        return regimes.ofProvider(to.domain().toLowerCase(Locale.ROOT))
                .map(finding.regime()::with)
                .orElse(finding.regime());
    }

    private String listOf(AddressClass addressClass) {
        return lists.getOrDefault(addressClass, "");
    }

    private static String list(AddressClass addressClass, AddressLists addresses) {
        return AddressClassifier.listOf(addressClass)
                .map(kind -> kind.word() + " of " + addresses.list(kind).version())
                .orElse("");
    }

    private Finding invalid(Rule rule) {
        return new Finding(
                AddressClass.INVALID,
                listOf(AddressClass.INVALID),
                rule.regimes().own(),
                Hint.FALLBACK,
                Basis.NEVER,
                Optional.empty(),
                Optional.of(Judgement.tagOf(AddressClass.INVALID)));
    }

    /** One class of address under one regime, for one stream. */
    private record Judgement(Stream stream, AddressClass addressClass, RegimeProfile regime) {
        Basis basis() {
            Basis basis = regime.basis(addressClass);
            boolean isSpared =
                    addressClass == AddressClass.PERSONAL
                            && basis == Basis.OPT_IN
                            && regime.nonCommercial()
                            && stream.consent().nonCommercial();
            return isSpared ? Basis.OPT_OUT : basis;
        }

        /** Whether silence is not enough and the record can help. */
        boolean wantsMore() {
            return switch (basis()) {
                case ALLOWED, OPT_OUT, NEVER -> false;
                case OPT_OUT_IF_RELEVANT -> !isRelevant();
                case IMPLIED, OPT_IN -> true;
            };
        }

        /** The grant that helps; the first one, to tell of, where none does. */
        Optional<Grant> best(List<Grant> grants) {
            return grants.stream()
                    .filter(grant -> suffices(grant.kind()))
                    .findFirst()
                    .or(() -> grants.stream().findFirst());
        }

        Optional<Tag> refusal(Optional<Grant> grant) {
            boolean permits =
                    switch (basis()) {
                        case ALLOWED, OPT_OUT -> true;
                        case OPT_OUT_IF_RELEVANT -> isRelevant() || grant.isPresent();
                        case IMPLIED, OPT_IN -> grant.filter(g -> suffices(g.kind())).isPresent();
                        case NEVER -> false;
                    };
            return permits ? Optional.empty() : Optional.of(tagOf(addressClass));
        }

        /** The reason told to the recipient is what makes the mail concern their work (D-09). */
        private boolean isRelevant() {
            return stream.reason().isPresent();
        }

        private boolean suffices(Grant.Kind kind) {
            return switch (kind) {
                case CONSENT -> true;
                case CUSTOMER -> regime.customers();
                case PUBLISHED -> basis() == Basis.IMPLIED || isPublishedProfessional();
            };
        }

        /** A private mailbox published as somebody's at work is judged as one at work (D-14). */
        private boolean isPublishedProfessional() {
            return addressClass == AddressClass.PERSONAL
                    && switch (regime.basis(AddressClass.NAMED_PROFESSIONAL)) {
                        case ALLOWED, OPT_OUT, IMPLIED -> true;
                        case OPT_OUT_IF_RELEVANT -> isRelevant();
                        case OPT_IN, NEVER -> false;
                    };
        }

        static Tag tagOf(AddressClass addressClass) {
            return switch (addressClass) {
                case ROLE -> Tag.ROLE_ADDRESS;
                case DISPOSABLE -> Tag.DISPOSABLE;
                case INVALID -> Tag.RELAY_DENIED;
                case NAMED_PROFESSIONAL,
                        GENERIC_COMPANY,
                        PERSONAL,
                        SOLE_TRADER_OR_UNKNOWN,
                        PUBLIC_BODY ->
                        Tag.CONSENT_REQUIRED;
            };
        }
    }
}
