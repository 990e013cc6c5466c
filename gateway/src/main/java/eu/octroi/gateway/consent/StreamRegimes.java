// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.settings.ConsentScope;
import eu.octroi.gateway.settings.RegimeProfile;
import eu.octroi.gateway.settings.RegimeProfiles;
import eu.octroi.gateway.settings.Stream;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The regimes under which one stream writes (D-16, M-02): the sender's own always, with that of the
 * recipient's country, of each field the stricter. Thread-safe.
 */
final class StreamRegimes {
    private final RegimeProfiles profiles;
    private final Set<String> worldwide;
    private final ConsentScope scope;
    private final RegimeProfile own;
    private final RegimeProfile unknown;

    /** As many entries as there are profiles. */
    private final Map<String, RegimeProfile> together = new ConcurrentHashMap<>();

    /** A regime, and what told it. */
    record Resolved(RegimeProfile regime, Hint hint) {}

    /**
     * @param worldwide top-level domains of countries that tell nothing of where somebody is
     */
    StreamRegimes(Stream stream, RegimeProfiles profiles, Set<String> worldwide) {
        this.profiles = profiles;
        this.worldwide = worldwide;
        this.scope = stream.consent();
        this.own = profiles.together(stream.regime());
        this.unknown =
                switch (scope.unknownCountry()) {
                    case REGIME -> own;
                    case STRICT -> own.with(profiles.named(RegimeProfiles.STRICT));
                };
    }

    /** The sender's own, for what has no country. */
    RegimeProfile own() {
        return own;
    }

    /**
     * The regime for one recipient.
     *
     * @param contact where the record says the person is
     */
    Resolved resolve(Mailbox mailbox, Optional<String> contact) {
        if (scope.country().isPresent()) {
            return ofCountry(scope.country().get(), Hint.EXPLICIT);
        }
        if (contact.isPresent()) {
            return ofCountry(contact.get(), Hint.CONTACT);
        }
        String end = mailbox.topLevelDomain();
        return profiles.ofTopLevelDomain(end)
                .or(() -> strictIfCountry(end))
                .map(country -> new Resolved(with(country), Hint.TOP_LEVEL_DOMAIN))
                .orElseGet(() -> new Resolved(unknown, Hint.FALLBACK));
    }

    private Resolved ofCountry(String country, Hint hint) {
        return new Resolved(with(profiles.ofCountry(country)), hint);
    }

    /** Two letters are a country's (ISO 3166-1), if one without a profile. */
    private Optional<RegimeProfile> strictIfCountry(String end) {
        return end.length() == 2 && !worldwide.contains(end)
                ? Optional.of(profiles.named(RegimeProfiles.STRICT))
                : Optional.empty();
    }

    private RegimeProfile with(RegimeProfile country) {
        return together.computeIfAbsent(country.name(), _ -> own.with(country));
    }
}
