// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place in the life of a message at which a crash test ends the process, as {@code kill -9} would
 * and at exactly that moment. {@code -Doctroi.failpoint=before-force:20} ends it when it comes to
 * the place for the twentieth time. The property is read once, so that in production, where it is
 * not set, passing a place compiles to nothing. Thread-safe.
 */
public enum FailPoint {
    /** MAIL was taken, its reply not sent. */
    AFTER_MAIL,
    /** A recipient was judged, the reply not sent. */
    AFTER_RCPT,
    /** A part of a message was read. */
    MID_DATA,
    /** Records were written to the log, not forced. */
    BEFORE_FORCE,
    /** Records were forced, nobody told. */
    AFTER_FORCE,
    /** A message is in the spool, its 250 not written. */
    BEFORE_REPLY,
    /** A 250 was sent. */
    AFTER_REPLY,
    /** A copy and its final dot were sent, the next hop has not answered. */
    MID_DELIVERY,
    /** The next hop has answered, the outcome is not in the log. */
    BEFORE_SETTLED,
    /** Recovery has read a record. */
    IN_RECOVERY,
    /** A live message was carried forward, its old segment is still there. */
    IN_CARRYING,
    /** An old segment has lost its name and is not wiped yet. */
    IN_REUSE;

    /** Name and count, such as {@code after-mail:3}; the count may be left out. */
    public static final String PROPERTY = "octroi.failpoint";

    /** What a shell says of a process that kill -9 ended. */
    private static final int KILLED = 137;

    private static final @Nullable FailPoint ARMED = armed(System.getProperty(PROPERTY, ""));
    private static final AtomicInteger LEFT = left(System.getProperty(PROPERTY, ""));

    /** Ends the process without another step if a test armed this place; else does nothing. */
    public void pass() {
        if (this == ARMED && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static @Nullable FailPoint armed(String property) {
        String name = property.replaceFirst(":.*", "");
        return name.isEmpty() ? null : valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static AtomicInteger left(String property) {
        String count = property.replaceFirst("[^:]*:?", "");
        return new AtomicInteger(count.isEmpty() ? 1 : Integer.parseInt(count));
    }
}
