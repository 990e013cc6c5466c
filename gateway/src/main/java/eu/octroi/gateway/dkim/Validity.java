// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From when and until when a signature counts (t= and x= of RFC 6376 section 3.5). Immutable.
 *
 * @param lifetime empty: no x=
 */
record Validity(Instant at, Optional<Duration> lifetime) {

    String tags() {
        String signed = "t=" + at.getEpochSecond() + ";";
        return lifetime.map(l -> signed + " x=" + at.plus(l).getEpochSecond() + ";").orElse(signed);
    }
}
