// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.delivery.AttemptResult.Bounced;

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
        return mail(transaction, capabilities) + rcpt(transaction) + "DATA\r\n";
    }

    static String mail(Transaction transaction, Capabilities capabilities) {
        return "MAIL FROM:<"
                + transaction.from()
                + '>'
                + (capabilities.sizeOffered() ? " SIZE=" + transaction.size() : "")
                + (transaction.eightBit() ? " BODY=8BITMIME" : "")
                + (transaction.smtpUtf8() ? " SMTPUTF8" : "")
                + "\r\n";
    }

    static String rcpt(Transaction transaction) {
        return "RCPT TO:<" + transaction.to() + ">\r\n";
    }

    private static Optional<AttemptResult> bounced(String status, String why) {
        return Optional.of(new Bounced("554 " + status + " " + why, status, true));
    }
}
