// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The configured name of a company in whose name mail is sent (GDPR art. 4(7)). Immutable. */
public record ControllerId(String value) {
    public ControllerId {
        Names.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
