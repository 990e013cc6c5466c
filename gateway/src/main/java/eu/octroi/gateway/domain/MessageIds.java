// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Clock;
import java.util.random.RandomGenerator;

/** Makes {@link MessageId}s. Thread-safe when its random generator is. */
public final class MessageIds {
    private final RandomGenerator random;
    private final Clock clock;

    public MessageIds(RandomGenerator random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    public MessageId next() {
        long high = clock.millis() << 16 | (random.nextLong() & 0xFFFF);
        return new MessageId(high, random.nextLong());
    }
}
