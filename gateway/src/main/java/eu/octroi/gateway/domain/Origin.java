// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** Who sent a message, in whose name and under which rules. Immutable. */
public record Origin(
        CredentialId credential,
        StreamId stream,
        StreamClass streamClass,
        ControllerNumber controller,
        Optional<CampaignId> campaign) {}
