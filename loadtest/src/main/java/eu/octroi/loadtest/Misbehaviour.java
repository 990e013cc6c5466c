// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the sink does wrong on purpose. Immutable.
 *
 * @param dotDelay wait before the reply to the final dot
 * @param refusals what RCPT is answered, first match wins
 * @param dropAfterDot recipients whose message is taken and recorded, and then the connection is
 *     dropped without a reply, once per message
 */
record Misbehaviour(Duration dotDelay, List<Refusal> refusals, Optional<Pattern> dropAfterDot) {

    /** A reply for addresses that match, written {@code PATTERN=450 4.2.0 text}. */
    record Refusal(Pattern address, String reply) {
        static Refusal parse(String text) {
            int equals = text.lastIndexOf('=');
            return new Refusal(
                    Pattern.compile(text.substring(0, equals)), text.substring(equals + 1));
        }
    }

    Optional<String> refusalOf(String address) {
        return refusals.stream()
                .filter(refusal -> refusal.address().matcher(address).find())
                .map(Refusal::reply)
                .findFirst();
    }

    boolean dropsAfterDot(List<String> recipients) {
        return dropAfterDot
                .filter(pattern -> recipients.stream().anyMatch(r -> pattern.matcher(r).find()))
                .isPresent();
    }
}
