// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.StreamId;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * What the record holds in favour of writing to a person. Immutable.
 *
 * @param kind why the person may be written to
 * @param stream the only one it is for; empty: all of the controller
 */
public record Grant(Kind kind, Optional<StreamId> stream) {
    /** The one that helps most first. */
    static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::kind)
                    .thenComparing(grant -> grant.stream().map(StreamId::value).orElse(""));

    /** Why a person may be written to though the regime wants more than silence. */
    public enum Kind {
        /** The person agreed (D-05). */
        CONSENT,
        /** The person bought something comparable and could object then (D-08). */
        CUSTOMER,
        /** The address is published as a professional contact (D-14). */
        PUBLISHED;

        /** The word used in files, the API and logs. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Grant of(Proof proof) {
        return switch (proof) {
            case Proof.Consent consent -> new Grant(Kind.CONSENT, consent.stream());
            case Proof.Customer customer -> new Grant(Kind.CUSTOMER, customer.stream());
            case Proof.Published published -> new Grant(Kind.PUBLISHED, published.stream());
            case Proof.Place _ -> throw new IllegalArgumentException("a place permits nothing");
        };
    }

    /** Whether it is for mail of that stream. */
    boolean isFor(StreamId wanted) {
        return stream.isEmpty() || stream.get().equals(wanted);
    }
}
