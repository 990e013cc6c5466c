// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The regimes there are: shipped ones and the operator's. Immutable. */
public final class RegimeProfiles {
    /** That of a stream that names none. */
    public static final String DEFAULT = "fr";

    /** What holds in a country that no profile names. */
    public static final String STRICT = "eu-strict";

    private final Map<String, RegimeProfile> byName = new TreeMap<>();
    private final Map<String, RegimeProfile> byCountry = new TreeMap<>();
    private final Map<String, RegimeProfile> byTopLevelDomain = new TreeMap<>();
    private final Map<String, RegimeProfile> byProvider = new TreeMap<>();

    public RegimeProfiles(Collection<RegimeProfile> all) {
        for (RegimeProfile profile : all) {
            byName.put(profile.name(), profile);
            profile.places().countries().forEach(c -> byCountry.put(c, profile));
            profile.places().topLevelDomains().forEach(d -> byTopLevelDomain.put(d, profile));
            profile.places().providers().forEach(d -> byProvider.put(d, profile));
        }
    }

    /** Those in the jar alone. */
    public static RegimeProfiles shipped() {
        Problems none = new Problems(Position.of("jar"));
        return new RegimeFiles("regimes", none).read(Optional.empty());
    }

    /** In the order of their names. */
    public List<RegimeProfile> all() {
        return List.copyOf(byName.values());
    }

    /** Those a stream can name: of countries, not of mailbox providers. */
    Set<String> countryNames() {
        return byName.values().stream()
                .filter(profile -> !profile.isProviders())
                .map(RegimeProfile::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** One that is known to be there, as those named in the settings are. */
    public RegimeProfile named(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** The strictest of several that are known to be there; at least one. */
    public RegimeProfile together(Collection<String> names) {
        return names.stream().map(this::named).reduce(RegimeProfile::with).orElseThrow();
    }

    /** That of a country; the strictest one where no profile names it. */
    public RegimeProfile ofCountry(String country) {
        return byCountry.getOrDefault(country, named(STRICT));
    }

    /** That of a top-level domain; empty when no profile names it. */
    public Optional<RegimeProfile> ofTopLevelDomain(String domain) {
        return Optional.ofNullable(byTopLevelDomain.get(domain));
    }

    /** What the provider of a mailbox asks besides; empty when no profile names it. */
    public Optional<RegimeProfile> ofProvider(String domain) {
        return Optional.ofNullable(byProvider.get(domain));
    }

    @Override
    public String toString() {
        return String.join(", ", byName.keySet());
    }
}
