// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Octets;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** I-07: the boundaries around a wrapped message. */
final class ClausePartTest {
    private static final int MESSAGES = 1_000_000;

    /** RFC 2046 section 5.1.1, bchars without the space; 70 with nothing before it. */
    private static final Pattern BOUNDARY = Pattern.compile("[0-9a-zA-Z'()+_,./:=?-]{1,70}");

    /** Each message holds the boundary of the one before, as whoever knows how we make them can. */
    @Test
    void ofAMillionBoundariesNoneStandsInItsMessage() {
        Set<String> all = new HashSet<>(MESSAGES * 2);
        String boundary = "";
        for (int i = 0; i < MESSAGES; i++) {
            String body = "Subject: " + i + "\r\n\r\n--" + boundary + "\r\n";

            boundary = ClausePart.outerBoundary(Octets.of(body));

            if (body.contains("--" + boundary) || !BOUNDARY.matcher(boundary).matches()) {
                throw new AssertionError(boundary + " around " + body);
            }
            all.add(boundary.substring(boundary.length() - 16));
        }
        assertThat(all).hasSize(MESSAGES);
    }
}
