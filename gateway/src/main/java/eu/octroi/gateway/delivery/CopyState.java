// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.Locale;

/** Where a copy without an outcome stands. */
public enum CopyState {
    /** Waits for a connection. */
    QUEUED,
    /** Was tried and waits for its time. */
    RETRYING,
    /** A person holds it: it is not delivered and does not expire until it is released. */
    HELD,
    /** Being read from the spool, or on the wire. */
    IN_FLIGHT;

    /** As rows keep it; never 0. */
    int code() {
        return switch (this) {
            case QUEUED -> 1;
            case RETRYING -> 2;
            case HELD -> 3;
            case IN_FLIGHT -> 4;
        };
    }

    static CopyState ofCode(int code) {
        return switch (code) {
            case 1 -> QUEUED;
            case 2 -> RETRYING;
            case 3 -> HELD;
            case 4 -> IN_FLIGHT;
            default -> throw new IllegalArgumentException("state " + code);
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
