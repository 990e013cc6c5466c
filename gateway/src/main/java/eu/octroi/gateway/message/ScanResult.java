// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;

/** What came of scanning a message: its parts, or why it is refused. */
public sealed interface ScanResult {
    /** Header and parts are known. */
    record Scanned(ScannedMessage message) implements ScanResult {}

    /** Refused: {@code why} is one plain sentence without octets of the message's text. */
    record Refused(Tag tag, String why) implements ScanResult {}
}
