// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import io.netty.handler.codec.dns.AbstractDnsOptPseudoRrRecord;

/**
 * Says in a question that we want to hear whether the answer was validated (DO, RFC 3225), and how
 * large a datagram may be: no larger than what passes everywhere in one piece. Immutable.
 */
final class DnssecWanted extends AbstractDnsOptPseudoRrRecord {
    private static final int DATAGRAM_OCTETS_MAX = 1_232;
    private static final int DO = 0x8000;

    DnssecWanted() {
        super(DATAGRAM_OCTETS_MAX, 0, 0, DO);
    }
}
