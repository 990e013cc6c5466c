// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

/**
 * A number of octets, written {@code 25MiB}, {@code 64KiB}, {@code 1GiB} or {@code 512}.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is 0 or more");
        }
    }

    public static ByteSize ofKibibytes(long kibibytes) {
        return new ByteSize(kibibytes << 10);
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(mebibytes << 20);
    }
}
