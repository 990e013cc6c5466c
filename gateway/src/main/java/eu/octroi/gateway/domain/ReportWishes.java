// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.List;
import java.util.Optional;

/**
 * What the sender of a message asked of the reports about it, RFC 3461 section 4. Immutable.
 *
 * @param quote how much of the message comes back with a failure
 * @param envelopeId the sender's name for the transaction; decoded, printable ASCII
 * @param recipients one per recipient in the order of RCPT, or none when nobody was named
 */
public record ReportWishes(
        Optional<Quote> quote, Optional<String> envelopeId, List<RecipientWishes> recipients) {
    /** How much of a message is quoted in a report. */
    public enum Quote {
        FULL,
        HEADER
    }

    public static final ReportWishes NONE =
            new ReportWishes(Optional.empty(), Optional.empty(), List.of());

    public ReportWishes {
        boolean isSilent = recipients.stream().allMatch(RecipientWishes.NONE::equals);
        recipients = isSilent ? List.of() : List.copyOf(recipients);
    }

    /** The wishes for the recipient of that number. */
    public RecipientWishes of(int recipient) {
        return recipients.isEmpty() ? RecipientWishes.NONE : recipients.get(recipient);
    }
}
