// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.smtp.Reply;

/** The answer of the session to anything it is told: where it stands now and what is to be done. */
public record Step(State next, Effect effect) {
    static Step close(Reply lastWord) {
        return new Step(new State.Closed(), new Effect.Close(lastWord));
    }
}
