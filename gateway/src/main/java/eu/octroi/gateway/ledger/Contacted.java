// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.StreamId;

import java.time.Instant;
import java.util.Optional;

/**
 * One copy that may have reached a person: what the frequency caps are made from. Immutable.
 *
 * @param company everybody at the address's domain, under the oldest key, which stays the same;
 *     empty when that is no company's, or when an earlier version wrote the row
 * @param at when the copy ended
 */
public record Contacted(
        CopyId copy,
        StreamId stream,
        ControllerNumber controller,
        PersonKey person,
        Optional<PersonKey> company,
        Instant at) {}
