// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

/** How the spool waits for its threads to end. */
final class Threads {
    private Threads() {}

    /** Returns when the thread has ended, also when interrupted meanwhile. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                // Files are closed after this; closing them under a running thread helps nobody.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
