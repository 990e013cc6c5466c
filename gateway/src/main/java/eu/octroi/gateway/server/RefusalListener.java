// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.Tag;

import java.util.Optional;

/** Hears of each refusal outside an accepted message: the ledger, or a test. */
public interface RefusalListener {
    /**
     * Called on an event loop, so it must not block; it must not throw.
     *
     * @param to empty when the sender was refused
     */
    void refused(Origin origin, Optional<EmailAddress> to, Tag tag);
}
