// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Suppressed addresses in a map, for rooms above. Thread-safe. */
public final class InMemorySuppressions implements SuppressionLookup {
    private final Map<String, SuppressionEntry> entries = new ConcurrentHashMap<>();
    private volatile boolean available = true;

    @Override
    public Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address) {
        if (!available) {
            throw new SuppressionUnavailableException("switched off by the test");
        }
        return Optional.ofNullable(entries.get(key(controller, address)));
    }

    public void add(
            ControllerNumber controller, EmailAddress address, Reason reason, Instant since) {
        entries.put(key(controller, address), new SuppressionEntry(Scope.PERSON, reason, since));
    }

    public void remove(ControllerNumber controller, EmailAddress address) {
        entries.remove(key(controller, address));
    }

    /** From now on every look-up fails, until it is switched on again. */
    public void setAvailable(boolean available) {
        this.available = available;
    }

    private static String key(ControllerNumber controller, EmailAddress address) {
        return controller.value() + "/" + address.toString().toLowerCase(Locale.ROOT);
    }
}
