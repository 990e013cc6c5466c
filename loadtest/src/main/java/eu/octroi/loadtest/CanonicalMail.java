// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The canonical workload: a multipart/alternative mail of 10 KB, plain text and HTML, the same text
 * for everyone. Immutable.
 */
final class CanonicalMail {
    private static final int BODY_OCTETS = 8900;
    private static final int WORDS_PER_LINE = 11;
    private static final String BOUNDARY = "=_b1_7f3c9a";
    private static final String[] WORDS =
            ("your team offer growth pipeline meeting quarter invoice saving partner product market"
                            + " result question short call week next lead client industry report")
                    .split(" ");

    private final String tail;

    CanonicalMail() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        StringBuilder text = new StringBuilder();
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\r\n<html><body>\r\n");
        while (text.length() + html.length() < BODY_OCTETS) {
            String paragraph = paragraph(random);
            text.append(paragraph).append("\r\n");
            html.append("<p>\r\n").append(paragraph).append("</p>\r\n");
        }
        html.append("</body></html>\r\n");
        tail = head() + part("plain", text) + part("html", html) + "--" + BOUNDARY + "--\r\n";
    }

    /** The whole message, CRLF, no line beginning with a dot. */
    byte[] to(String from, String recipient, String messageId) {
        String fields =
                "From: Seller <"
                        + from
                        + ">\r\nTo: <"
                        + recipient
                        + ">\r\nMessage-ID: "
                        + messageId
                        + "\r\n";
        return (fields + tail).getBytes(StandardCharsets.US_ASCII);
    }

    private static String head() {
        return "Subject: A question about your next quarter\r\n"
                + "Date: Mon, 02 Nov 2026 09:00:00 +0000\r\n"
                + "MIME-Version: 1.0\r\n"
                + "Content-Type: multipart/alternative; boundary=\""
                + BOUNDARY
                + "\"\r\n\r\n";
    }

    private static String part(String subtype, CharSequence body) {
        return "--"
                + BOUNDARY
                + "\r\nContent-Type: text/"
                + subtype
                + "; charset=utf-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
                + body
                + "\r\n";
    }

    private static String paragraph(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int word = 1; word <= 5 * WORDS_PER_LINE; word++) {
            text.append(WORDS[random.nextInt(WORDS.length)]);
            text.append(word % WORDS_PER_LINE == 0 ? "\r\n" : " ");
        }
        return text.toString();
    }
}
