// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.SuppressionEntry;

import java.util.Optional;

/** The question every recipient is put to: is there a reason not to mail this person? */
public interface SuppressionLookup {
    /**
     * The entry that keeps {@code controller} from mailing {@code address}; where several stand,
     * one that stops mail of every class before any other. Safe on an event loop: it waits for
     * nothing beyond a page fault.
     *
     * @throws SuppressionUnavailableException when it cannot be told; then nothing may be sent
     */
    Optional<SuppressionEntry> find(ControllerNumber controller, EmailAddress address);
}
