// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.events;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;

import java.time.Instant;

/**
 * Where the tool that sent a message takes this person's opt-out. Immutable.
 *
 * @param acceptedAt when we took the message
 */
record ToolLink(Mail mail, String uri, Instant acceptedAt) {
    /** The copy it stood in. */
    record Mail(ControllerNumber controller, PersonKey person, MessageId message) {}

    /** Its scheme and no more, because the rest may name the person. */
    @Override
    public String toString() {
        return "ToolLink[" + mail + ", " + uri.substring(0, Math.max(0, uri.indexOf(':'))) + "]";
    }
}
