// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import eu.octroi.gateway.domain.Tag;

/** Plans the edits that make a message lawful to send. Immutable. */
public final class MimeRewriter {

    /** How far leaves are re-encoded when a message gets no clauses. */
    public enum Form {
        /** Only lines over 998 octets. */
        AS_IS,
        /** Everything 8-bit, so that a signature survives every hop. */
        SEVEN_BIT
    }

    /**
     * @param hostname our name in Authentication-Results; such fields from outside are removed
     */
    public MimeRewriter(String hostname) {
        HeaderText.checkToken(hostname, HeaderText.LINE_OCTETS_MAX / 2);
    }

    public PlanResult plan(ScannedMessage message, ClauseFacts facts, TopFields top) {
        return new PlanResult.Unsupported(Tag.STRUCTURE, "no structure is edited yet");
    }

    /** Header fields only: X-Octroi-* and Bcc go, Message-ID and Date come when missing. */
    public PlanResult planWithoutClauses(ScannedMessage message, TopFields top, Form form) {
        return new PlanResult.Unsupported(Tag.STRUCTURE, "no structure is edited yet");
    }
}
