// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.domain.EditedMessage;
import eu.octroi.gateway.domain.Octets;

import io.micrometer.core.instrument.MeterRegistry;

import java.time.Clock;

/** Signs copies after RFC 6376. Thread-safe. */
public final class DkimSigner {
    public DkimSigner(Clock clock, MeterRegistry meters) {}

    /** The complete DKIM-Signature field, folded, ending CRLF: it goes on top of the copy. */
    public Octets sign(DkimKey key, EditedMessage message) {
        throw new UnsupportedOperationException();
    }

    /** Which JCA provider signs, for the start-up line. */
    public String provider() {
        throw new UnsupportedOperationException();
    }
}
