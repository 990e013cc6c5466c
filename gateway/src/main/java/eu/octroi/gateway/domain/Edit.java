// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/**
 * One change to a message: the octets from {@code offset} on, {@code length} of them, give way to
 * {@code replacement}. Length 0 inserts; an empty replacement deletes.
 *
 * @param offset counted in octets of the original message, from 0
 * @param length octets removed, 0 or more
 */
public record Edit(int offset, int length, Octets replacement) {
    public Edit {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("edit at " + offset + ", length " + length);
        }
    }

    public static Edit insert(int offset, Octets text) {
        return new Edit(offset, 0, text);
    }

    public static Edit delete(int offset, int length) {
        return new Edit(offset, length, Octets.EMPTY);
    }

    /** First octet of the original after what this edit removes. */
    public int end() {
        return offset + length;
    }
}
