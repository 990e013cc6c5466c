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

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
