// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.Origin;
import eu.octroi.gateway.domain.ReportWishes;
import eu.octroi.gateway.domain.ReversePath;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Everything a transaction says about a message before its octets. Immutable.
 *
 * @param id our name for the message, chosen at MAIL, quoted in every reply about it
 * @param smtpUtf8 whether MAIL carried SMTPUTF8 (RFC 6531)
 * @param client what is known of the connection, for the Received field
 * @param recipients in the order of RCPT; at least one
 * @param wishes what was asked of reports
 */
public record Submission(
        MessageId id,
        Origin origin,
        ReversePath from,
        boolean smtpUtf8,
        Client client,
        List<Recipient> recipients,
        ReportWishes wishes) {
    public Submission {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("a submission without recipients");
        }
    }

    /** One that asks nothing of reports. */
    public Submission(
            MessageId id,
            Origin origin,
            ReversePath from,
            boolean smtpUtf8,
            Client client,
            List<Recipient> recipients) {
        this(id, origin, from, smtpUtf8, client, recipients, ReportWishes.NONE);
    }

    /**
     * The client as it presented itself.
     *
     * @param helo the name it gave in EHLO or HELO
     * @param extended whether it said EHLO
     * @param authenticated whether AUTH succeeded; false for a trusted network
     */
    public record Client(
            InetAddress address,
            String helo,
            boolean extended,
            boolean tls,
            boolean authenticated,
            Optional<String> tlsProtocol) {}
}
