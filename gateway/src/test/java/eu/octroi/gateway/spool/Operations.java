// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import java.io.IOException;

/**
 * Counts what is done to {@link FaultyFiles}, and says which operation fails, finds no power, or is
 * the last of a killed process. Guarded by the monitor of its files.
 */
final class Operations {
    private long count;
    private boolean powered = true;
    private long powerEndsAt = Long.MAX_VALUE;
    private long faultAt = Long.MAX_VALUE;
    private Fault fault = Fault.ERROR;
    private long killedAt = Long.MAX_VALUE;
    private boolean killedAfter;
    private boolean killed;

    long count() {
        return count;
    }

    void losePowerAt(long operation) {
        powerEndsAt = operation;
    }

    void failAt(long operation, Fault how) {
        faultAt = operation;
        fault = how;
    }

    /** In the n-th from now on, or right after it. */
    void kill(long operation, boolean after) {
        killedAt = count + operation;
        killedAfter = after;
    }

    void kill() {
        killed = true;
    }

    boolean isKilled() {
        return killed;
    }

    /** Throws where there is no process or no power any more. */
    void check() throws IOException {
        if (killed) {
            throw new Killed();
        }
        if (!powered) {
            throw new IOException("no power");
        }
    }

    /** Another operation; throws what ends it. */
    void begin() throws IOException {
        check();
        count++;
        if (count >= killedAt && !killedAfter) {
            throw died();
        }
        if (count >= powerEndsAt) {
            powered = false;
            throw new IOException("power lost");
        }
        if (isFaulty()) {
            throw new IOException("Input/output error");
        }
    }

    /** It is done; its caller may never learn of it. */
    void end() {
        if (count >= killedAt) {
            throw died();
        }
    }

    /** Whether it is the one that was to fail. */
    boolean isFaulty() {
        return count == faultAt;
    }

    boolean isFaulty(Fault how) {
        return isFaulty() && fault == how;
    }

    private Killed died() {
        killed = true;
        return new Killed();
    }
}
