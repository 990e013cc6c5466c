// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Octets;

/** Finds header fields and parts of a message as byte ranges. Immutable. */
public final class MessageScanner {
    private MessageScanner() {}

    /** Scans in one pass; never throws, whatever the octets are. */
    public static ScanResult scan(Octets message) {
        return new ScanResult.Scanned(new ScannedMessage(message));
    }
}
