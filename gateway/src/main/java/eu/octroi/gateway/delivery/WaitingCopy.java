// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.Origin;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy without an outcome, as it stood when it was looked at. Immutable.
 *
 * @param hold who holds it and why; empty unless it is held
 * @param expiresAt when delivery is given up; empty while it is held, for then it does not age
 */
public record WaitingCopy(
        CopyId id,
        EmailAddress to,
        Origin origin,
        CopyState state,
        Tries tries,
        Optional<Intervention> hold,
        Instant acceptedAt,
        Optional<Instant> expiresAt) {

    /**
     * What was tried so far, as this process remembers it: a restart begins anew.
     *
     * @param next when it is tried again; empty unless it is retrying
     * @param lastReply the next hop's, or why it waits; empty if neither was yet
     */
    public record Tries(int count, Optional<Instant> next, String lastReply) {}
}
