// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.intake.ExplainQuestion;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What {@code POST /api/v1/explain} is asked. In the body, not in the address line: request lines
 * end up in the logs of proxies. Immutable.
 *
 * @param credential the SMTP user
 * @param from envelope sender; empty for the author's address
 * @param message in base64
 */
public record ExplainRequest(
        String credential, Optional<String> from, List<String> to, String message) {
    private static final int FRAME_OCTETS_MAX = 64 << 10;

    public ExplainRequest {
        to = List.copyOf(to);
    }

    static ExplainRequest of(ExplainQuestion question, Octets message) {
        return new ExplainRequest(
                question.credential(),
                question.from(),
                question.to(),
                Base64.getEncoder().encodeToString(message.toByteArray()));
    }

    public ExplainQuestion question() {
        return new ExplainQuestion(credential, from, to);
    }

    /**
     * The message.
     *
     * @throws IllegalArgumentException when it is not in base64
     */
    public Octets octets() {
        return Octets.of(Base64.getDecoder().decode(message));
    }

    /** Octets of a request with the largest message there may be. */
    public static long bodyOctetsMax(long messageOctetsMax) {
        return (messageOctetsMax + 2) / 3 * 4 + FRAME_OCTETS_MAX;
    }
}
