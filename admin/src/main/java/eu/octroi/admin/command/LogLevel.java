// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import org.slf4j.LoggerFactory;

/**
 * How much is logged: a gateway tells what it does, a command only what went wrong; the environment
 * variable {@code OCTROI_LOG} decides over both.
 */
final class LogLevel {
    private LogLevel() {}

    /** From now on every event of the gateway is a line on stderr. */
    static void tellEvents() {
        boolean decided = System.getenv("OCTROI_LOG") != null;
        if (!decided && LoggerFactory.getLogger("eu.octroi") instanceof Logger ours) {
            ours.setLevel(Level.INFO);
        }
    }
}
