// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Octets;

/** Finds header fields and parts of a message as byte ranges, without copying it. */
public final class MessageScanner {
    private MessageScanner() {}

    /**
     * Scans in one pass, in time linear in the size. Never throws for what the octets are: a
     * message that two parsers could read differently is a refusal (I-02).
     */
    public static ScanResult scan(Octets message) {
        try {
            Part root = new PartScanner(message).scan();
            RootChecks.check(message, root.header());
            EmailAddress from = RootChecks.author(message, root.header());
            OctroiFields fields = OctroiFieldReader.read(message, root.header());
            return new ScanResult.Scanned(new ScannedMessage(message, root, from, fields));
        } catch (Refusal refusal) {
            return new ScanResult.Refused(refusal.tag(), refusal.why());
        }
    }
}
