// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;

/** The moment up to which senders of delayed messages were told. One thread at a time may write. */
interface DelayMark {
    /** The moment; the beginning of time when there is none, such as at the first start. */
    Instant read();

    /** Returns once it is forced; blocking. */
    void write(Instant moment);
}
