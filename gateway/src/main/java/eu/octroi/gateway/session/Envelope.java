// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.session;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.smtp.Command.Mail;

import java.util.List;

/**
 * A finished transaction: who sends, to whom, over which connection. Immutable.
 *
 * @param account as whom the client acts
 * @param to at least one, in the order of RCPT
 */
public record Envelope(MessageId id, Peer peer, Account account, Mail mail, List<Addressee> to) {}
