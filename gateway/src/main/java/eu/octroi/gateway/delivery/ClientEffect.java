// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

/** What a connection to the next hop is to do. */
sealed interface ClientEffect {
    /** Write {@code commands}, CRLF included, in one write, then wait for replies. */
    record Send(String commands, Wait limit) implements ClientEffect {
        /** Commands may hold credentials and addresses, so they are not shown. */
        @Override
        public String toString() {
            return "Send[" + limit + "]";
        }
    }

    /** One of several replies has come; the next one is waited for under this limit. */
    record Await(Wait limit) implements ClientEffect {}

    /** Put TLS under the connection; answered by {@code Secured}. */
    record StartHandshake() implements ClientEffect {}

    /** TLS was wanted and cannot be had; what that means is for the session to say. */
    record WithoutTls() implements ClientEffect {}

    /** Ask policy about the transaction's recipient, now; answered by {@code Judged}. */
    record Judge() implements ClientEffect {}

    /** Write the message and the final dot. */
    record SendContent() implements ClientEffect {}

    /** The attempt is over. */
    record Finish(AttemptResult result) implements ClientEffect {}

    /** Ready for the next copy. */
    record Idle() implements ClientEffect {}

    /** This connection never got as far as taking mail: about the route, not about a copy. */
    record FailRoute(String why) implements ClientEffect {}

    /** Close the socket; nothing else is said. */
    record Close() implements ClientEffect {}

    /** Which configured time limits the wait for the next event. */
    enum Wait {
        GREETING,
        COMMAND,
        DATA,
        BLOCK,
        DOT,
        /**
         * No transaction: how long a kept connection may wait for one, or for the answer to QUIT.
         */
        IDLE,
        /** The whole of an attempt, whatever the wait within it. */
        ATTEMPT
    }
}
