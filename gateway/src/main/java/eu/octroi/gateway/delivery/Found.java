// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.List;

/** What is known about where mail for a destination goes. */
sealed interface Found {
    /**
     * There are addresses.
     *
     * @param hops at least one, in the order in which they are to be tried
     * @param goodFor after which they must be looked up again
     */
    record Hops(List<Hop> hops, Duration goodFor) implements Found {
        public Hops {
            hops = List.copyOf(hops);
            if (hops.isEmpty()) {
                throw new IllegalArgumentException("no hops");
            }
        }
    }

    /**
     * Mail for the destination can never arrive.
     *
     * @param status enhanced status code for the report, of class 5
     */
    record Never(String response, String status) implements Found {
        static Never of(int code, String status, String why) {
            return new Never(code + " " + status + " " + why, status);
        }
    }

    /** Nothing could be learned now. */
    record Later(String why) implements Found {}
}
