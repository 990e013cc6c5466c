// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What the sink does wrong on purpose. Immutable.
 *
 * @param dotDelay wait before the reply to the final dot
 * @param refusals what RCPT is answered, first match wins
 * @param deferredPercent of the other recipients, put off at random
 * @param dropAfterDot recipients whose message is taken and recorded, and then the connection is
 *     dropped without a reply, once per message
 */
record Misbehaviour(
        Duration dotDelay,
        List<Refusal> refusals,
        int deferredPercent,
        Optional<Pattern> dropAfterDot) {

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
                .findFirst()
                .or(this::deferral);
    }

    private Optional<String> deferral() {
        boolean isDeferred = ThreadLocalRandom.current().nextInt(100) < deferredPercent;
        return isDeferred ? Optional.of("451 4.3.0 Later") : Optional.empty();
    }

    boolean dropsAfterDot(List<String> recipients) {
        return dropAfterDot
                .filter(pattern -> recipients.stream().anyMatch(r -> pattern.matcher(r).find()))
                .isPresent();
    }
}
