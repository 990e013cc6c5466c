// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.List;
import java.util.Random;

/** What happens by chance in a simulation: the same for the same seed. Confined to one thread. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    Random random() {
        return random;
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** From 0 to {@code most}, both included. */
    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
