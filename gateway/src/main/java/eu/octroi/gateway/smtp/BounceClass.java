// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a refusal says about the address: the one table for replies of a next hop and for delivery
 * reports, so that both say the same of one event (K-03, K-05; RFC 3463, RFC 5248).
 *
 * <pre>
 * class 4, whatever follows                                           soft
 * 5.1.1 5.1.2 5.1.3 5.1.6 5.1.10 5.2.1 5.4.4                          hard
 * 5.2.2, other 5.3.x and 5.4.x                                        soft
 * 5.1.7 5.1.8 5.2.3 5.2.4 5.3.4 5.5.x 5.6.x 5.7.x                     policy
 * everything else of class 5, also 5.0.0 for a reply without one      hard, unless its words
 *                                                                     speak of spam: policy
 * </pre>
 *
 * Beyond K-03: what is about our message, its sender or the dialogue (5.1.7, 5.1.8, 5.2.3, 5.2.4,
 * 5.3.4, 5.5.x, 5.6.x) says nothing against the recipient, so it is never hard.
 */
public enum BounceClass {
    /** There is no such mailbox, and there will be none. */
    HARD,
    /** The mailbox or its system could not take mail. */
    SOFT,
    /** The mail or its sender was not wanted; the address is good. */
    POLICY;

    private static final Map<String, BounceClass> DETAILS =
            Map.ofEntries(
                    Map.entry("1.1", HARD),
                    Map.entry("1.2", HARD),
                    Map.entry("1.3", HARD),
                    Map.entry("1.6", HARD),
                    Map.entry("1.7", POLICY),
                    Map.entry("1.8", POLICY),
                    Map.entry("1.10", HARD),
                    Map.entry("2.1", HARD),
                    Map.entry("2.2", SOFT),
                    Map.entry("2.3", POLICY),
                    Map.entry("2.4", POLICY),
                    Map.entry("3.4", POLICY),
                    Map.entry("4.4", HARD));

    private static final Map<Integer, BounceClass> SUBJECTS =
            Map.of(3, SOFT, 4, SOFT, 5, POLICY, 6, POLICY, 7, POLICY);

    /** Of blocks that are told with a bare 550 or 554, in lower case. */
    private static final List<String> BLOCK_WORDS =
            List.of(
                    "spam",
                    "blocked",
                    "blacklist",
                    "blocklist",
                    "block list",
                    "reputation",
                    "dmarc",
                    "policy",
                    "rejected due to");

    /** As it stands in labels and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The class of one refusal.
     *
     * @param status enhanced code of the reply or the report; 5.0.0 stands for none
     * @param text the words of whoever refused
     */
    public static BounceClass of(EnhancedCode status, String text) {
        return status.kind() == 5 ? known(status).orElseGet(() -> byWords(text)) : SOFT;
    }

    private static Optional<BounceClass> known(EnhancedCode status) {
        String detail = status.subject() + "." + status.detail();
        return Optional.ofNullable(DETAILS.get(detail))
                .or(() -> Optional.ofNullable(SUBJECTS.get(status.subject())));
    }

    private static BounceClass byWords(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return BLOCK_WORDS.stream().anyMatch(lower::contains) ? POLICY : HARD;
    }
}
