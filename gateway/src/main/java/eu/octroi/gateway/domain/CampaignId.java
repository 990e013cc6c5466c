// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The configured name of one send within a stream. Immutable. */
public record CampaignId(String value) {
    public CampaignId {
        Names.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
