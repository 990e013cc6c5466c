// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.spool.FaultyFiles;
import eu.octroi.gateway.suppression.SuppressionLookup;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A promise broken on purpose, which a simulation must find out. */
enum Sabotage {
    NONE,
    /** A message is acknowledged although nothing was forced. */
    ACKNOWLEDGED_BEFORE_FORCE,
    /** Policy is asked once for each person and never again. */
    ASKED_ONCE,
    /** What is put off comes back at once. */
    RETRIED_AT_ONCE,
    /** Twice the connections that a next hop allows. */
    TOO_MANY_CONNECTIONS,
    /** Twice the messages a minute that a next hop allows. */
    TOO_FAST;

    FaultyFiles disk(FaultyFiles disk) {
        return this == ACKNOWLEDGED_BEFORE_FORCE ? disk.withoutForce() : disk;
    }

    SuppressionLookup policy(SuppressionLookup real) {
        if (this != ASKED_ONCE) {
            return real;
        }
        Map<EmailAddress, Optional<SuppressionEntry>> known = new HashMap<>();
        return (controller, address) -> {
            Optional<SuppressionEntry> first = known.get(address);
            if (first == null) {
                first = real.find(controller, address);
                known.put(address, first);
            }
            return first;
        };
    }

    List<Duration> waits(List<Duration> due) {
        return this == RETRIED_AT_ONCE ? List.of(Duration.ofMillis(10)) : due;
    }

    int connections(int allowed) {
        return this == TOO_MANY_CONNECTIONS ? 2 * allowed : allowed;
    }

    int perMinute(int allowed) {
        return this == TOO_FAST ? 2 * allowed : allowed;
    }
}
