// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/**
 * The envelope sender: an address, or the null path of reports (RFC 5321 section 4.5.5). Immutable.
 */
public record ReversePath(Optional<EmailAddress> address) {
    public static final ReversePath NULL = new ReversePath(Optional.empty());

    public static ReversePath of(EmailAddress address) {
        return new ReversePath(Optional.of(address));
    }

    public boolean isNull() {
        return address.isEmpty();
    }

    /** What stands between the angle brackets on the wire; empty for the null path. */
    @Override
    public String toString() {
        return address.map(EmailAddress::toString).orElse("");
    }
}
