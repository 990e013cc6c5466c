// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import eu.octroi.gateway.domain.StreamId;

import java.time.Instant;
import java.util.Optional;

/** What is recorded of a person, complete by construction: a proof that lacks something is none. */
public sealed interface Proof {

    /** When it was given, bought or seen. */
    Instant since();

    /** Its stable word. */
    Kind kind();

    /** The kinds of proofs. The code is stored and never reused. */
    enum Kind {
        CONSENT(1),
        CUSTOMER(2),
        PUBLISHED(3),
        PLACE(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The person agreed (D-05, GDPR art. 7(1)).
     *
     * @param stream the only one it is for; empty: all of the controller
     * @param purpose what was agreed to, in the words the person saw
     * @param wording the text, or the version of a text that is kept elsewhere
     * @param method how: a form, double opt-in, in writing
     * @param partners for whom besides the controller; empty: nobody
     * @param evidence where the proof itself is
     * @param sourceIp from where, if that was kept
     */
    record Consent(
            Instant since,
            Optional<StreamId> stream,
            String purpose,
            String wording,
            String method,
            Optional<String> partners,
            Optional<String> evidence,
            Optional<String> sourceIp)
            implements Proof {
        @Override
        public Kind kind() {
            return Kind.CONSENT;
        }
    }

    /**
     * The person bought something comparable from the same entity and could object then (D-08,
     * L.34-5 paragraph 4): all three conditions, or there is no such proof.
     *
     * @param since the day of the sale
     * @param evidence order or invoice
     */
    record Customer(Instant since, Optional<StreamId> stream, String evidence) implements Proof {
        @Override
        public Kind kind() {
            return Kind.CUSTOMER;
        }
    }

    /**
     * The address is published as a professional contact (D-14).
     *
     * @param since the day it was seen
     * @param evidence where on the web
     * @param decidedBy who answers for it
     */
    record Published(Instant since, Optional<StreamId> stream, String evidence, String decidedBy)
            implements Proof {
        @Override
        public Kind kind() {
            return Kind.PUBLISHED;
        }
    }

    /**
     * The person is in that country, as the customer file says (D-16).
     *
     * @param country two letters, upper case
     */
    record Place(Instant since, String country) implements Proof {
        @Override
        public Kind kind() {
            return Kind.PLACE;
        }
    }
}
