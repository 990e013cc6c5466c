// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.unsubscribe;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.suppression.Change;

import java.util.concurrent.CompletionStage;

/** Where an opt-out is recorded: in the suppression list. Thread-safe. */
@FunctionalInterface
public interface Oppositions {
    /**
     * Records that a person objects; repeating it changes nothing and yields the same reference.
     *
     * @return complete once the opposition is forced to the record and the next look-up sees it;
     *     failed when it is not certain that it is recorded
     */
    CompletionStage<Change> oppose(ControllerNumber controller, PersonKey person, Channel channel);
}
