// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

/**
 * One header field as a range of the original. Immutable.
 *
 * @param name in lower case
 * @param start first octet of the name
 * @param valueStart first octet after the colon
 * @param end first octet after the CRLF of its last line
 */
record Field(String name, int start, int valueStart, int end) {
    /** First octet of the CRLF that ends the field. */
    int valueEnd() {
        return end - 2;
    }

    int length() {
        return end - start;
    }
}
