// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.time.Instant;
import java.util.Optional;

/**
 * One decision or outcome on one recipient (E-01); it holds no address. Immutable.
 *
 * @param message empty for a refusal at RCPT, as are stream and controller
 * @param copy index within the message, -1 for a refusal at RCPT
 * @param why tag or reason word of a decision, empty otherwise
 * @param clauses version of the clause texts, empty if none
 * @param response the next hop's reply or our words, empty for a decision
 * @param count 1, or how often a refusal was repeated within its minute
 */
public record LedgerRow(
        Facts facts,
        Optional<PersonKey> recipient,
        Optional<MessageId> message,
        int copy,
        String why,
        String clauses,
        String response,
        long count) {
    /** When, what, and under which configured names. Immutable. */
    public record Facts(
            Instant at,
            Event event,
            CredentialId credential,
            Optional<StreamId> stream,
            Optional<ControllerNumber> controller,
            Optional<CampaignId> campaign,
            Optional<SourceId> source) {}
}
