// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;

import java.util.concurrent.CompletionStage;

/** Where an opt-out is recorded. Thread-safe. */
@FunctionalInterface
public interface Oppositions {
    /**
     * Records that a person objects; repeating it changes nothing and yields the same receipt.
     *
     * @return complete once the opposition is forced to the record and the next look-up sees it;
     *     failed when it is not certain that it is recorded
     */
    CompletionStage<Receipt> oppose(ControllerNumber controller, PersonKey person, Channel channel);
}
