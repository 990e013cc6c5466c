// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Origin;

/**
 * For which copy a slot is asked, kept or given back. Immutable.
 *
 * @param copy names the slot: whoever asks twice has one
 */
public record CapClaim(CopyId copy, Origin origin, EmailAddress to) {}
