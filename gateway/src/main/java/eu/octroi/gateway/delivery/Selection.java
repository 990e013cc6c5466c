// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.StreamId;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which copies are meant: those for which everything given holds. Immutable.
 *
 * @param domain of the recipient, lower case
 * @param acceptedBefore copies accepted before this moment
 * @param copy index within {@code message}; all of its copies when empty
 */
public record Selection(
        Optional<String> domain,
        Optional<Instant> acceptedBefore,
        Optional<CampaignId> campaign,
        Optional<StreamId> stream,
        Optional<MessageId> message,
        OptionalInt copy) {
    public static final Selection ALL =
            new Selection(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty());

    public boolean isAll() {
        return equals(ALL);
    }

    /** Whether the copy in this row is meant. */
    boolean matches(CopyRows rows, int row) {
        return acceptedBefore.filter(t -> t.toEpochMilli() <= rows.timeMillis(row)).isEmpty()
                && isOne(rows.id(row))
                && stream.filter(wanted -> !wanted.equals(rows.stream(row))).isEmpty()
                && domain.filter(wanted -> !wanted.equals(rows.domain(row))).isEmpty()
                && (campaign.isEmpty() || campaign.equals(rows.campaign(row)));
    }

    private boolean isOne(CopyId id) {
        return message.filter(wanted -> !wanted.equals(id.message())).isEmpty()
                && (copy.isEmpty() || copy.getAsInt() == id.index());
    }

    /** As copies are grouped and chosen: an internationalised name in its ASCII form. */
    static String domain(EmailAddress to) {
        return AsciiAddress.domain(to).orElse(to.domain()).toLowerCase(Locale.ROOT);
    }
}
