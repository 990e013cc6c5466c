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
    BOUNCE(9);

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

    public static Optional<Channel> ofCode(int code) {
        return Words.find(values(), c -> c.code == code);
    }
}
