// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.Copy;
import eu.octroi.gateway.domain.MessageId;

import java.util.BitSet;
import java.util.List;

/**
 * A message as it comes into the log, as far as the log keeps it in mind. Immutable.
 *
 * @param size octets of its record
 * @param withheld the copies that are to be delivered to nobody
 */
record Arrival(MessageId id, int size, int copies, BitSet withheld) {
    static Arrival of(MessageId id, int size, List<Copy> copies) {
        BitSet withheld = new BitSet();
        for (int i = 0; i < copies.size(); i++) {
            withheld.set(i, !copies.get(i).verdict().permitsDelivery());
        }
        return new Arrival(id, size, copies.size(), withheld);
    }

    /** Whether nothing of it is to be delivered. */
    boolean isDone() {
        return openCopies() == 0;
    }

    int openCopies() {
        return copies - withheld.cardinality();
    }
}
