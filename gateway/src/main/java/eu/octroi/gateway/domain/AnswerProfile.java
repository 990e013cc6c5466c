// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

import java.util.Optional;

/** How a credential is told of a refused recipient; some tools abort a whole message on one 550. */
public enum AnswerProfile {
    /** The truth at RCPT: 550. */
    REFUSE,
    /** 250 at RCPT, then a delivery status notification; the recipient is not mailed. */
    DROP_AND_REPORT,
    /** 450 at RCPT. */
    TEMPFAIL;

    public String word() {
        return Words.word(this);
    }

    public static Optional<AnswerProfile> ofWord(String word) {
        return Words.find(values(), profile -> profile.word().equals(word));
    }
}
