// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.time.Instant;

/**
 * Why someone is not mailed, since when, and how far it reaches. It holds no address. Immutable.
 */
public record SuppressionEntry(Scope scope, Reason reason, Instant since) {}
