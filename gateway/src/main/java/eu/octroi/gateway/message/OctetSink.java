// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

import java.util.Arrays;

/**
 * Collects octets. The JDK's stream locks for every single octet, which is most of the cost of
 * encoding a large text. Confined to one thread.
 */
final class OctetSink {
    private byte[] array;
    private int size;

    OctetSink(int expected) {
        array = new byte[Math.max(16, expected)];
    }

    void write(int octet) {
        if (size == array.length) {
            array = Arrays.copyOf(array, 2 * size);
        }
        array[size++] = (byte) octet;
    }

    void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    void write(byte[] octets, int from, int length) {
        if (size + length > array.length) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, size + length));
        }
        System.arraycopy(octets, from, array, size, length);
        size += length;
    }

    void write(Octets octets) {
        write(octets.array(), octets.offset(), octets.length());
    }

    int size() {
        return size;
    }

    /** What was collected, not copied: nothing may be written after it. */
    Octets octets() {
        return Octets.of(array, 0, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(array, size);
    }
}
