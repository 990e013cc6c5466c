// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.domain.CampaignId;
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

    /** What can be said without decoding the decision on the message. */
    boolean mayBe(QueuedCopy queued) {
        MessageId id = queued.message().id();
        return message.filter(wanted -> !wanted.equals(id)).isEmpty()
                && (copy.isEmpty() || copy.getAsInt() == queued.index())
                && stream.filter(wanted -> !wanted.equals(queued.stream())).isEmpty()
                && acceptedBefore.filter(t -> t.toEpochMilli() <= id.timeMillis()).isEmpty();
    }

    boolean matches(QueuedCopy queued) {
        if (!mayBe(queued)) {
            return false;
        }
        if (domain.isEmpty() && campaign.isEmpty()) {
            return true;
        }
        var acceptance = queued.message().acceptance();
        return domain.filter(d -> !d.equals(domain(acceptance.copies().get(queued.index()).to())))
                        .isEmpty()
                && (campaign.isEmpty() || campaign.equals(acceptance.origin().campaign()));
    }

    /** As copies are grouped and chosen: an internationalised name in its ASCII form. */
    static String domain(EmailAddress to) {
        return AsciiAddress.domain(to).orElse(to.domain()).toLowerCase(Locale.ROOT);
    }
}
