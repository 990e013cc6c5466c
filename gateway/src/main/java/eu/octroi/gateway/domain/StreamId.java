// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The configured name of a class of mail with its own rules. Immutable. */
public record StreamId(String value) {
    public StreamId {
        Names.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
