// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Instant;

/** Forced at once, and never lost. Confined to one thread. */
final class InMemoryDelayMark implements DelayMark {
    private Instant told = Instant.EPOCH;

    @Override
    public Instant read() {
        return told;
    }

    @Override
    public void write(Instant moment) {
        told = moment;
    }
}
