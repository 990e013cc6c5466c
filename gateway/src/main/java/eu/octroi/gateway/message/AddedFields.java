// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.domain.StreamId;

import java.util.Locale;
import java.util.Optional;

/**
 * What the header fields we add beside the links say of the message's stream (I-44). Immutable.
 *
 * @param listName the phrase of List-Id: the name recipients know; may be empty
 * @param feedbackId value of Feedback-ID; names no person
 * @param complaints where CFBL-Address (RFC 9477) sends complaints; in a domain that signs
 * @param bulk whether the message says {@code Precedence: bulk} (I-47)
 * @param oneToOne whether it goes from one person to another
 */
public record AddedFields(
        String listName,
        String feedbackId,
        Optional<EmailAddress> complaints,
        boolean bulk,
        boolean oneToOne) {
    /** For a message that gets no clauses. */
    public static final AddedFields NONE = new AddedFields("", "-", Optional.empty(), false, false);

    private static final int NAME_CHARACTERS_MAX = 1_000;
    private static final int FEEDBACK_ID_OCTETS_MAX = 4 * 65;

    public AddedFields {
        HeaderPhrase.check(listName, NAME_CHARACTERS_MAX);
        HeaderText.checkToken(feedbackId, FEEDBACK_ID_OCTETS_MAX);
        complaints.ifPresent(
                address ->
                        HeaderText.checkToken(address.toString(), HeaderText.LINE_OCTETS_MAX / 2));
    }

    /**
     * Four names, the sender's last: {@code campaign:stream:class:controller}.
     *
     * @param campaign {@code -} stands for none
     */
    public static String feedbackId(
            Optional<CampaignId> campaign,
            StreamId stream,
            StreamClass streamClass,
            ControllerId controller) {
        return String.join(
                ":",
                campaign.map(CampaignId::value).orElse("-"),
                stream.value(),
                streamClass.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                controller.value());
    }

    FieldTable.Mail mail() {
        return oneToOne ? FieldTable.Mail.ONE_TO_ONE : FieldTable.Mail.LIST;
    }

    /** The fields of one copy, each with its line end, none over 78 characters if it can fold. */
    String fields(CopyLinks links) {
        StringBuilder fields = new StringBuilder(512);
        add(fields, "List-Unsubscribe: <" + links.unsubscribeUrl() + ">");
        add(fields, "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        add(
                fields,
                "List-Id: "
                        + (HeaderPhrase.of(listName) + " ").stripLeading()
                        + "<"
                        + links.listId()
                        + ">");
        add(fields, "List-Help: <" + links.noticeUrl() + ">");
        add(fields, "Feedback-ID: " + feedbackId);
        complaints.ifPresent(
                address -> {
                    add(fields, "CFBL-Address: " + address + "; report=arf");
                    add(fields, "CFBL-Feedback-ID: " + links.reference());
                });
        if (bulk && !oneToOne) {
            add(fields, "Precedence: bulk");
        }
        return fields.toString();
    }

    private static void add(StringBuilder fields, String line) {
        fields.append(HeaderText.field(line));
    }
}
