// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.spool;

import eu.octroi.gateway.domain.MessageId;

/** What was written can no longer be read, now or ever; what is there has been set aside. */
public final class SpoolCorruptException extends SpoolFailedException {
    private static final long serialVersionUID = 1;

    SpoolCorruptException(MessageId message) {
        super("corrupt: " + message);
    }
}
