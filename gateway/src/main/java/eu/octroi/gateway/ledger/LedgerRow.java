// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.domain.SourceId;
import eu.octroi.gateway.domain.StreamId;

import java.time.Instant;
import java.util.Optional;

/**
 * One decision or outcome on one recipient (E-01); it holds no address. Immutable.
 *
 * @param at to the millisecond
 * @param recipient empty only for a refusal that named nobody we have a key for
 * @param copy which copy of which message; empty for a refusal at RCPT
 * @param count 1, or how often a refusal was repeated within its minute
 */
public record LedgerRow(
        Instant at,
        Event event,
        Optional<PersonKey> recipient,
        Optional<CopyOf> copy,
        Sender sender,
        Evidence evidence,
        long count) {

    /** One copy of a message, by its index. Immutable. */
    public record CopyOf(MessageId message, int index) {}

    /** Who sent, as configured then; all but the credential empty for a refusal at RCPT. */
    public record Sender(
            CredentialId credential,
            Optional<StreamId> stream,
            Optional<ControllerNumber> controller,
            Optional<CampaignId> campaign) {}

    /**
     * What the decision or outcome rests on. Immutable.
     *
     * @param why tag or reason word of a decision, empty otherwise
     * @param clauses what the clauses said, by {@link SaidClauses#reference}; empty if none
     * @param response the next hop's reply or our words; of an acceptance, what was done to the
     *     message
     */
    public record Evidence(
            Optional<SourceId> source, String why, String clauses, String response) {}
}
