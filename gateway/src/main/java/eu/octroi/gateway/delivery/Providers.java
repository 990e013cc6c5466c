// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.ProviderProfile;

import java.util.List;

/**
 * Finds out whose exchangers a destination has: by the name of the best of them, else by the
 * destination's own. Event-loop confined.
 */
final class Providers {
    private final List<Provider> known;
    private final ProviderProfile unknown;
    private final ConnectionLimit all;
    private final Shared shared;

    /**
     * Nobody has connections yet.
     *
     * @param known those with a profile
     * @param unknown the profile of each destination that belongs to none of them
     * @param connectionsMax to all of them together
     */
    Providers(
            List<ProviderProfile> known,
            ProviderProfile unknown,
            int connectionsMax,
            Shared shared) {
        this.all = new ConnectionLimit(connectionsMax);
        this.shared = shared;
        this.unknown = unknown;
        this.known = known.stream().map(this::open).toList();
    }

    /** For a destination by itself, of which nothing is known. */
    Provider unknown() {
        return open(unknown);
    }

    /** Whose the destination is, {@code now} having been the answer before. */
    Provider of(Provider now, String destination, Found.Hops hops) {
        String host = hops.hops().getFirst().host();
        return known.stream()
                .filter(p -> p.profile().hasExchanger(host))
                .findFirst()
                .or(
                        () ->
                                known.stream()
                                        .filter(p -> p.profile().hasDomain(destination))
                                        .findFirst())
                .orElseGet(() -> known.contains(now) ? unknown() : now);
    }

    /** Nanoseconds for which {@code provider}, if no other destination has it, is needed yet. */
    long memoryNanos(Provider provider, long now) {
        return known.contains(provider) ? 0 : provider.memoryNanos(now);
    }

    private Provider open(ProviderProfile profile) {
        return new Provider(profile, all, shared, shared.measures().meters().of(profile.name()));
    }
}
