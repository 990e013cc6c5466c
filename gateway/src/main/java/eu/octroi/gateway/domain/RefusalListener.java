// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** Hears of each refusal outside an accepted message, so that none goes unrecorded (B-17). */
@FunctionalInterface
public interface RefusalListener {
    /**
     * May be called on an event loop: it must neither block nor throw.
     *
     * @param to empty when it was the sender who was refused
     */
    void refused(Origin origin, Optional<EmailAddress> to, Tag tag);
}
