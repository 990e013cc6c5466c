// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

/** How a command ends, seen from outside. */
final class ExitCodes {
    static final int DONE = 0;

    /** Bad configuration, start-up failure or a refused request: starting again will not help. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    /** Stopped before everything was settled on disk. */
    static final int UNCLEAN = 3;

    /** The message explained would be refused. */
    static final int REFUSED = 4;

    private ExitCodes() {}
}
