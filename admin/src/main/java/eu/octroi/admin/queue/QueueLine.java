// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.delivery.WaitingCopy;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Intervention;
import eu.octroi.gateway.domain.Mask;
import eu.octroi.gateway.domain.Origin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One copy in words; times are ISO 8601. Immutable.
 *
 * @param recipient masked unless the address was asked for, as are addresses in the last reply
 * @param expires null while it is held, for then it does not age
 * @param hold null unless it is held
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueueLine(
        String id,
        String recipient,
        String state,
        String accepted,
        @Nullable String expires,
        Sender sender,
        Tries tries,
        @Nullable Hold hold) {

    /** Who sent it; {@code campaign} is null when the message named none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sender(String credential, String stream, @Nullable String campaign) {
        static Sender of(Origin origin) {
            return new Sender(
                    origin.credential().value(),
                    origin.stream().value(),
                    origin.campaign().map(CampaignId::value).orElse(null));
        }
    }

    /** What was tried since the gateway started; {@code next} is null unless it is retrying. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tries(int count, @Nullable String next, String lastReply) {
        static Tries of(WaitingCopy.Tries tries, boolean addresses) {
            return new Tries(
                    tries.count(),
                    tries.next().map(Instant::toString).orElse(null),
                    addresses ? tries.lastReply() : Mask.addresses(tries.lastReply()));
        }
    }

    /** Who holds it since when, and why. */
    public record Hold(String since, String author, String reason) {
        static Hold of(Intervention hold) {
            return new Hold(hold.at().toString(), hold.author(), hold.reason());
        }
    }

    /**
     * The line of a copy.
     *
     * @param addresses whether to tell the recipient's whole address
     */
    public static QueueLine of(WaitingCopy copy, boolean addresses) {
        return new QueueLine(
                copy.id().toString(),
                addresses ? copy.to().toString() : masked(copy.to()),
                copy.state().word(),
                copy.acceptedAt().toString(),
                copy.expiresAt().map(Instant::toString).orElse(null),
                Sender.of(copy.origin()),
                Tries.of(copy.tries(), addresses),
                copy.hold().map(Hold::of).orElse(null));
    }

    /** Enough to tell copies apart, and not whom they go to. */
    private static String masked(EmailAddress to) {
        int first = to.localPart().offsetByCodePoints(0, 1);
        return to.localPart().substring(0, first) + "***@" + to.domain();
    }
}
