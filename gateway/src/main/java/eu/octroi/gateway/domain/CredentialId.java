// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The configured name of an SMTP user. Immutable. */
public record CredentialId(String value) {
    public CredentialId {
        Names.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
