// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.dkim;

import eu.octroi.gateway.dkim.MessageHead.Field;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which header fields a signature covers (h=), and their canonical form.
 *
 * <p>Each name stands once more than the message has such fields (RFC 6376 section 8.15): adding
 * one afterwards, present or not when we signed, breaks the signature. Received, Return-Path, Bcc
 * and DKIM-Signature are never covered: other hops add or remove them. Immutable.
 */
final class CoveredFields {
    /** What a reader sees, what the List-Unsubscribe button trusts, and our own reference. */
    static final List<String> NAMES =
            List.of(
                    "from",
                    "to",
                    "cc",
                    "reply-to",
                    "sender",
                    "subject",
                    "date",
                    "message-id",
                    "in-reply-to",
                    "references",
                    "mime-version",
                    "content-type",
                    "content-transfer-encoding",
                    "list-id",
                    "list-help",
                    "list-unsubscribe",
                    "list-unsubscribe-post",
                    "feedback-id",
                    "cfbl-address",
                    "cfbl-feedback-id",
                    "x-octroi-ref");

    private static final byte[] LINE_END = {'\r', '\n'};

    private final MessageHead head;
    private final List<String> listed = new ArrayList<>(2 * NAMES.size());
    private final List<Field> fields = new ArrayList<>(NAMES.size());

    CoveredFields(MessageHead head) {
        this.head = head;
        for (String name : NAMES) {
            cover(name);
        }
    }

    /** The names for h=, in the order in which a verifier takes the fields. */
    List<String> listed() {
        return listed;
    }

    /** Octets that {@link #putCanonical} writes at most. */
    int canonicalBytesMax() {
        return head.octets().length() + LINE_END.length * fields.size();
    }

    void putCanonical(ByteBuffer out) {
        for (Field field : fields) {
            MessageHead.putRelaxed(
                    out, field.name(), head.octets(), field.valueStart(), field.end());
            out.put(LINE_END);
        }
    }

    /** Fields of one name are taken from the bottom of the section up (section 5.4.2). */
    private void cover(String name) {
        for (Field field : head.fields().reversed()) {
            if (field.name().equals(name)) {
                fields.add(field);
                listed.add(name);
            }
        }
        listed.add(name);
    }
}
