// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A stretch of octets seen, never written: a message, a part of one, or what replaces it.
 *
 * <p>The array is shared, not copied: whoever made it must leave it unchanged while a view lives.
 * Immutable by that contract.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Octets(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Octets of(byte[] array) {
        return new Octets(array, 0, array.length);
    }

    public static Octets of(byte[] array, int offset, int length) {
        return new Octets(array, offset, length);
    }

    /** The octets of {@code text} in ISO-8859-1, which is ASCII where the text is. */
    public static Octets of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte at(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** The view from {@code from} (inclusive) to {@code to} (exclusive); shares the array. */
    public Octets slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return new Octets(array, offset + from, to - from);
    }

    /** First index of {@code octet} at or after {@code from}, or -1. */
    public int indexOf(byte octet, int from) {
        int end = offset + length;
        int found = OctetSearch.indexOf(array, (char) (octet & 0xff), offset + from, end);
        return found < end ? found - offset : -1;
    }

    /** Whether any octet lies outside 7-bit ASCII. */
    public boolean hasEightBit() {
        return OctetSearch.hasEightBit(array, offset, offset + length);
    }

    /** The backing array, for hot loops and system calls; read only, from {@link #offset()}. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** A read-only buffer over the same array. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
    }

    public String string(Charset charset) {
        return new String(array, offset, length, charset);
    }

    public String latin1() {
        return string(StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that
                && Arrays.equals(
                        array,
                        offset,
                        offset + length,
                        that.array,
                        that.offset,
                        that.offset + that.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Only the size: octets of messages never reach a log by accident. */
    @Override
    public String toString() {
        return "Octets[" + length + "]";
    }
}
