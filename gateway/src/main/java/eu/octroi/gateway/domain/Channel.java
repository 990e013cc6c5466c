// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** The door through which a suppression came in. The code is stored and never reused. */
public enum Channel {
    ONE_CLICK(1),
    PAGE(2),
    MAILTO(3),
    REPLY(4),
    REPORT(5),
    API(6),
    COMMAND(7),
    IMPORT(8),
    BOUNCE(9),
    /** Said on the telephone, and noted by somebody. */
    PHONE(10),
    POST(11),
    /** Recorded in a tool of the controller's first. */
    CRM(12),
    /** Nobody: the time for which it is kept was over. */
    RETENTION(13);

    private final int code;

    Channel(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public String word() {
        return Words.word(this);
    }

    public static Optional<Channel> ofWord(String word) {
        return Words.find(values(), c -> c.word().equals(word));
    }

    public static Optional<Channel> ofCode(int code) {
        return Words.find(values(), c -> c.code == code);
    }
}
