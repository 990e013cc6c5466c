// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;

/**
 * What a link of ours says: who objects, to whom, and which message carried the link. It names
 * nobody without the address key, and works when every other trace of the person is erased (J-07).
 * Immutable.
 */
public record UnsubscribeToken(ControllerNumber controller, PersonKey person, MessageId message) {}
