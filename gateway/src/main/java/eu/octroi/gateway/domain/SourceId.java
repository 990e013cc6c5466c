// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The configured name of where a recipient's details come from. Immutable. */
public record SourceId(String value) {
    public SourceId {
        Names.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
