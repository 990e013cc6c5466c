// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The providers that are known: shipped ones and the operator's. Immutable. */
public final class ProviderProfiles {
    /** Nobody is known. */
    public static final ProviderProfiles NONE = new ProviderProfiles(List.of());

    private final List<ProviderProfile> all;

    public ProviderProfiles(Collection<ProviderProfile> all) {
        this.all = List.copyOf(all);
    }

    /** Those in the jar alone. */
    public static ProviderProfiles shipped() {
        Problems none = new Problems(Position.of("jar"));
        return new ProviderFiles("providers", none).read(Optional.empty());
    }

    /** In the order of their names. */
    public List<ProviderProfile> all() {
        return all;
    }

    @Override
    public String toString() {
        return all.stream().map(ProviderProfile::name).collect(Collectors.joining(", "));
    }
}
