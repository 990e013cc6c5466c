// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

/** How often one client may break the protocol before it is cut off. Event-loop confined. */
final class Patience {
    private final int errorsMax;
    private final int junkMax;
    private int errors;
    private int junk;
    private int bareLineEnds;

    Patience(int errorsMax, int junkMax) {
        this.errorsMax = errorsMax;
        this.junkMax = junkMax;
    }

    /** The client broke the protocol: answered, and after too often closed. */
    Step error(State next, Reply reply) {
        errors++;
        return errors > errorsMax
                ? Step.close(Replies.TOO_MANY_ERRORS)
                : new Step(next, new Effect.Send(reply));
    }

    /** A command that is in order and brings nothing forward: too many of them are errors. */
    Step junk(Step step) {
        junk++;
        return junk > junkMax && ++errors > errorsMax ? Step.close(Replies.TOO_MANY_ERRORS) : step;
    }

    /** A message was taken: the client is here for something. */
    void served() {
        junk = 0;
    }

    /** Refused once, since a tool may be faulty; twice is an attempt at smuggling (H-05). */
    Step bareLineEnd(State next) {
        bareLineEnds++;
        return bareLineEnds > 1
                ? Step.close(Replies.BARE_LINE_END_AGAIN)
                : error(next, Replies.BARE_LINE_END);
    }
}
