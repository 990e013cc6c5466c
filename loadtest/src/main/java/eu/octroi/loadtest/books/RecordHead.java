// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads the heads of the spool's records as {@code AcceptanceCodec}, {@code VerdictCodec} and
 * {@code MarkCodec} draw them. Confined to a thread.
 */
final class RecordHead {
    private static final int INSTANT = 12;
    private static final int DELIVER = 1;
    private static final int SUPPRESSED = 2;
    private static final int REFUSED = 3;
    private static final int DELIVER_WITH_SLOT = 5;
    private static final int CAPPED = 6;

    private final ByteBuffer head;

    RecordHead(ByteBuffer head) {
        this.head = head;
    }

    String message() {
        byte[] octets = new byte[CopyId.MESSAGE_OCTETS];
        head.get(octets);
        return CopyId.message(octets);
    }

    /** Of an accepted message, behind its id: for each copy, whether it was to be delivered. */
    List<Boolean> permitted() {
        skip(INSTANT);
        origin();
        optional();
        skip(1);
        int copies = head.getInt();
        List<Boolean> permitted = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            text();
            int verdict = head.get();
            permitted.add(verdict == DELIVER || verdict == DELIVER_WITH_SLOT);
            skip(octetsBehind(verdict));
            text();
            optional();
        }
        return permitted;
    }

    private static int octetsBehind(int verdict) {
        return switch (verdict) {
            case SUPPRESSED -> 2 + INSTANT;
            case REFUSED, DELIVER_WITH_SLOT -> 1;
            case CAPPED -> 1 + 4 + 8 + INSTANT + 1;
            default -> 0;
        };
    }

    int number() {
        return head.getInt();
    }

    int octet() {
        return head.get();
    }

    long longNumber() {
        return head.getLong();
    }

    /** Of carried marks, behind the id. */
    BitSet bits() {
        byte[] octets = new byte[head.getInt()];
        head.get(octets);
        return BitSet.valueOf(octets);
    }

    private void origin() {
        text();
        text();
        skip(1 + 4);
        optional();
    }

    private void optional() {
        if (head.get() != 0) {
            text();
        }
    }

    private void text() {
        skip(head.getShort() & 0xFFFF);
    }

    private void skip(int octets) {
        head.position(head.position() + octets);
    }
}
