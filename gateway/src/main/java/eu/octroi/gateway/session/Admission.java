// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.smtp.Replies;
import eu.octroi.gateway.smtp.Reply;

/** Whether a client may begin a message now. */
public enum Admission {
    GRANTED(Replies.SENDER_OK),
    /** It has had its share of this minute. */
    TOO_FAST(Replies.TOO_FAST),
    /** There would be no room for it at its end. */
    NO_ROOM(Replies.NO_ROOM);

    private final Reply reply;

    Admission(Reply reply) {
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
