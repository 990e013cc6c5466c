// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Bounced;
import eu.octroi.gateway.domain.EmailAddress;

import java.util.Optional;

/** The commands of a transaction, as far as the next hop's capabilities allow it at all. */
final class Envelopes {
    private Envelopes() {}

    /** Why {@code transaction} can never go to a hop with these capabilities, if so. */
    static Optional<AttemptResult> unfit(Transaction transaction, Capabilities capabilities) {
        if (transaction.smtpUtf8() && !capabilities.smtpUtf8()) {
            return bounced("5.6.7", "the next hop does not speak SMTPUTF8");
        }
        if (transaction.eightBit() && !capabilities.eightBitMime()) {
            return bounced("5.6.1", "the next hop does not take 8-bit content");
        }
        if (capabilities.sizeMax() > 0 && transaction.size() > capabilities.sizeMax()) {
            return bounced("5.3.4", "the message is larger than the next hop takes");
        }
        return Optional.empty();
    }

    /** MAIL, RCPT and DATA in one write. */
    static String burst(Transaction transaction, Capabilities capabilities) {
        return mail(transaction, capabilities) + rcpt(transaction, capabilities) + "DATA\r\n";
    }

    static String mail(Transaction transaction, Capabilities capabilities) {
        return "MAIL FROM:<"
                + transaction.from().address().map(a -> path(a, capabilities)).orElse("")
                + '>'
                + (capabilities.sizeOffered() ? " SIZE=" + transaction.size() : "")
                + (transaction.eightBit() ? " BODY=8BITMIME" : "")
                + (saysUtf8(transaction, capabilities) ? " SMTPUTF8" : "")
                + (capabilities.dsn() ? transaction.dsn().mail() : "")
                + "\r\n";
    }

    static String rcpt(Transaction transaction, Capabilities capabilities) {
        return "RCPT TO:<"
                + path(transaction.to(), capabilities)
                + '>'
                + (capabilities.dsn() ? transaction.dsn().rcpt() : "")
                + "\r\n";
    }

    /** RFC 6531 section 3.2: as it stands toward a hop that reads UTF-8, else in A-labels. */
    private static String path(EmailAddress address, Capabilities capabilities) {
        return capabilities.smtpUtf8()
                ? address.toString()
                : AsciiAddress.of(address).orElseThrow();
    }

    private static boolean saysUtf8(Transaction transaction, Capabilities capabilities) {
        return transaction.smtpUtf8()
                || (capabilities.smtpUtf8()
                        && (transaction.to().needsUtf8()
                                || transaction
                                        .from()
                                        .address()
                                        .filter(EmailAddress::needsUtf8)
                                        .isPresent()));
    }

    private static Optional<AttemptResult> bounced(String status, String why) {
        return Optional.of(new Bounced("554 " + status + " " + why, status, true));
    }
}
