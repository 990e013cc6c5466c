// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.Octets;

import java.util.Optional;

/** A message whose header fields and parts are known as ranges of the original. Immutable. */
public final class ScannedMessage {
    private final Octets original;

    ScannedMessage(Octets original) {
        this.original = original;
    }

    public Octets original() {
        return original;
    }

    /** The one author address; empty only for our own reports. */
    public Optional<EmailAddress> from() {
        return Optional.empty();
    }

    /** The first field of that name, unfolded, RFC 2047 words decoded. */
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    /** How many fields of that name stand in the header, such as Received. */
    public int count(String name) {
        return 0;
    }

    public OctroiFields fields() {
        return OctroiFields.NONE;
    }

    /** The language the message names: X-Octroi-Language, else Content-Language, else HTML lang. */
    public Optional<Language> language() {
        return Optional.empty();
    }
}
