// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * Text that takes the place of {@code length} decoded octets of a leaf. Immutable.
 *
 * @param at offset in the decoded leaf
 */
record Placement(int at, int length, CopyTemplate text) {
    int end() {
        return at + length;
    }
}
