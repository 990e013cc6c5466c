// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import eu.octroi.gateway.domain.ReportWishes.Quote;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What MAIL said beside the sender. {@code AUTH=} (RFC 4954 section 5) is checked and then
 * forgotten: we trust nobody to name another author. Immutable.
 *
 * @param size declared octets, RFC 1870; never used to find the end of a message
 * @param body8BitMime {@code BODY=8BITMIME}, RFC 6152
 * @param smtpUtf8 RFC 6531
 * @param quote {@code RET}, RFC 3461 section 4.3
 * @param envelopeId {@code ENVID}, section 4.4; decoded
 * @param isEmpty whether there was no parameter at all, as in a session opened by HELO
 */
public record MailParameters(
        OptionalLong size,
        boolean body8BitMime,
        boolean smtpUtf8,
        Optional<Quote> quote,
        Optional<String> envelopeId,
        boolean isEmpty) {
    public static final MailParameters NONE =
            new MailParameters(
                    OptionalLong.empty(), false, false, Optional.empty(), Optional.empty(), true);
}
