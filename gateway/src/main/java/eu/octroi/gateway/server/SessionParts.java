// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.server;

import eu.octroi.gateway.domain.RefusalListener;
import eu.octroi.gateway.intake.MessageTaker;
import eu.octroi.gateway.policy.RecipientPolicy;
import eu.octroi.gateway.settings.InboundLimits;

/** What all connections share. Thread-safe, as each part is. */
record SessionParts(
        RecipientPolicy policy,
        MessageTaker taker,
        Authenticator authenticator,
        RefusalListener refusals,
        ClientLimiter limiter,
        BodyMemory memory,
        InboundLimits limits,
        ServerMeters meters) {}
