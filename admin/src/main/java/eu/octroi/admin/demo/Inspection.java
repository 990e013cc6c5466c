// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.demo;

import java.util.ArrayList;
import java.util.List;

/** Compares what the mailbox got with what the sample tool sent. */
final class Inspection {
    private static final int EXCERPT_LINES = 24;

    private Inspection() {}

    /** What is wrong with {@code received}; empty when it is complete. */
    static List<String> faults(SampleMail sent, ReceivedMail received) {
        List<String> faults = new ArrayList<>();
        String link = received.unsubscribeLink().orElse("no link");
        String text = received.text();
        check(faults, received.field("DKIM-Signature").isPresent(), "no DKIM signature");
        check(faults, !link.equals("no link"), "no List-Unsubscribe link");
        check(faults, isOneClick(received), "no List-Unsubscribe-Post");
        check(faults, received.isSevenBit(), "not in 7-bit form");
        check(faults, text.contains(link), "no unsubscribe clause with the link");
        check(faults, keepsLines(sent.content(), text), "the sender's own text has changed");
        return faults;
    }

    /** What the gateway put below the sender's text. */
    static List<String> clauses(SampleMail sent, ReceivedMail received) {
        List<String> own = sent.content().lines().toList();
        return received.text().lines().skip(own.size()).limit(EXCERPT_LINES).toList();
    }

    private static boolean isOneClick(ReceivedMail received) {
        return received.field("List-Unsubscribe-Post")
                .filter("List-Unsubscribe=One-Click"::equals)
                .isPresent();
    }

    /** Whether every line the sender wrote is there, whole and in order. */
    private static boolean keepsLines(String content, String text) {
        int at = 0;
        for (String line : content.lines().toList()) {
            // HTML clauses may stand on the line of the closing tags.
            int found = text.indexOf(line, at);
            if (found < 0) {
                return false;
            }
            at = found + line.length();
        }
        return true;
    }

    private static void check(List<String> faults, boolean holds, String fault) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
