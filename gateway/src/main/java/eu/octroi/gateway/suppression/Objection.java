// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.PersonKey;

import java.util.List;

/** Somebody asked a controller not to be written to. Immutable. */
public record Objection(ControllerNumber controller, PersonKey person) {
    /**
     * Those in a stretch of the record, in order. Immutable.
     *
     * @param seen sequence of the last event looked at; the next stretch begins after it
     */
    public record Page(long seen, List<Objection> objections) {
        public Page {
            objections = List.copyOf(objections);
        }
    }
}
