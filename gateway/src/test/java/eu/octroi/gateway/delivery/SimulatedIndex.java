// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.SuppressionLookup;
import eu.octroi.gateway.suppression.SuppressionUnavailableException;

import java.time.Instant;
import java.util.Optional;

/** Knows who has objected, while it is not down. Confined to one thread. */
final class SimulatedIndex implements SuppressionLookup {
    private final Promises promises;
    private boolean down;

    SimulatedIndex(Promises promises) {
        this.promises = promises;
    }

    void down(boolean isDown) {
        down = isDown;
    }

    @Override
    public Optional<SuppressionEntry> find(ControllerNumber of, EmailAddress address) {
        if (down) {
            throw new SuppressionUnavailableException("down");
        }
        return promises.isOpposed(address.toString())
                ? Optional.of(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, Instant.EPOCH))
                : Optional.empty();
    }
}
