// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

/** What came of reading a copy from the spool. */
sealed interface Loaded {
    QueuedCopy copy();

    /** Laid out for the wire. */
    record Ready(Payload payload) implements Loaded {
        @Override
        public QueuedCopy copy() {
            return payload.copy();
        }
    }

    /** Not read, because those before it filled the measure. */
    record Skipped(QueuedCopy copy) implements Loaded {}

    /** The spool could not read it now. */
    record Unreadable(QueuedCopy copy, RuntimeException why) implements Loaded {}

    /** It has rotted on disk and is set aside (S5). */
    record Rotten(QueuedCopy copy, RuntimeException why) implements Loaded {}

    /** Never to be sent: it holds bare CR or LF. */
    record Unsendable(QueuedCopy copy, RuntimeException why) implements Loaded {}

    /** An error of our own; it must not stop the others (D9). */
    record Poison(QueuedCopy copy, Throwable why) implements Loaded {}
}
