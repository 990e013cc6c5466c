// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import eu.octroi.gateway.settings.Smarthost.TlsUse;

import java.util.Optional;

/** What TLS must prove toward one next hop before a message goes there (H-42). */
sealed interface TlsDemand {
    /** There is no TLS. */
    record Nothing() implements TlsDemand {}

    /** TLS where it is offered, with any certificate: the alternative is none (RFC 7435). */
    record Offered() implements TlsDemand {}

    /** As {@code Offered}; what {@code Verified} would not have taken is counted (RFC 8461). */
    record Watched(boolean isListed) implements TlsDemand {}

    /** TLS, with any certificate: of the TLSA records none can be matched (RFC 7672 2.2). */
    record Encrypted() implements TlsDemand {}

    /** TLS, with a certificate for the host's name from an authority. */
    record Verified(Because because) implements TlsDemand {}

    /** TLS, with a certificate that the host's own DNS names. */
    record Pinned(DanePins pins) implements TlsDemand {}

    /** Who demands it; also a label of meters. */
    enum Because {
        /** The settings do. */
        REQUIRED("required"),
        STS("mta-sts"),
        STS_TESTING("mta-sts-testing"),
        DANE("dane");

        private final String word;

        Because(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** As the settings have it where nobody else has a say. */
    static TlsDemand of(TlsUse use) {
        return switch (use) {
            case NONE -> new Nothing();
            case OPTIONAL -> new Offered();
            case REQUIRED -> new Verified(Because.REQUIRED);
        };
    }

    /** Whether STARTTLS is said where it is offered. */
    default boolean isWanted() {
        return !(this instanceof Nothing);
    }

    /** Whether no message goes without TLS. */
    default boolean isMandatory() {
        return switch (this) {
            case Nothing _, Offered _, Watched _ -> false;
            case Encrypted _, Verified _, Pinned _ -> true;
        };
    }

    /** Whether the certificate's name is looked at by whoever knows authorities. */
    default boolean isAboutTheName() {
        return this instanceof Verified || this instanceof Watched;
    }

    /** The name that {@code host} is told (SNI): RFC 8461 section 4.2, RFC 7672 section 8.1. */
    default String serverName(String host) {
        return this instanceof Pinned(DanePins pins) ? pins.names().getFirst() : host;
    }

    /** Who demands it; empty where nobody does. */
    default Optional<Because> demander() {
        return switch (this) {
            case Nothing _, Offered _ -> Optional.empty();
            case Watched _ -> Optional.of(Because.STS_TESTING);
            case Encrypted _, Pinned _ -> Optional.of(Because.DANE);
            case Verified it -> Optional.of(it.because());
        };
    }

    /** What a connection has that is as this has it; a label of meters. */
    default String proved() {
        return switch (this) {
            case Nothing _ -> "plain";
            case Offered _, Watched _, Encrypted _ -> "encrypted";
            case Verified _ -> "verified";
            case Pinned _ -> "dane";
        };
    }

    /** Whether TLS proves who is at the other end, so that a password may go there. */
    default boolean isProof() {
        return switch (this) {
            case Nothing _, Offered _, Watched _, Encrypted _ -> false;
            case Verified _, Pinned _ -> true;
        };
    }
}
