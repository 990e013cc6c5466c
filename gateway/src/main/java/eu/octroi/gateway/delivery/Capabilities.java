// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the next hop said it can do, RFC 5321 section 4.1.1.1. Immutable.
 *
 * @param dsn whether MAIL and RCPT may carry the parameters of RFC 3461
 * @param sizeOffered whether MAIL may carry SIZE (RFC 1870)
 * @param sizeMax largest message it takes in octets; 0 means it named none
 */
record Capabilities(
        boolean pipelining,
        boolean eightBitMime,
        boolean smtpUtf8,
        boolean startTls,
        boolean authPlain,
        boolean dsn,
        boolean sizeOffered,
        long sizeMax) {
    /** What a hop can do that only knows HELO. */
    static final Capabilities NONE =
            new Capabilities(false, false, false, false, false, false, false, 0);

    /** Reads the reply to EHLO; its first line is the greeting and names nothing. */
    static Capabilities of(HopReply ehlo) {
        List<String> offered = new ArrayList<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            offered.add(line.trim().toUpperCase(Locale.ROOT));
        }
        return new Capabilities(
                offered.contains("PIPELINING"),
                offered.contains("8BITMIME"),
                offered.contains("SMTPUTF8"),
                offered.contains("STARTTLS"),
                offered.stream().anyMatch(Capabilities::isAuthPlain),
                offered.contains("DSN"),
                offered.stream().anyMatch(Capabilities::isSize),
                offered.stream()
                        .filter(Capabilities::isSize)
                        .findFirst()
                        .map(Capabilities::size)
                        .orElse(0L));
    }

    private static boolean isAuthPlain(String line) {
        // "AUTH=PLAIN" is how some servers of before RFC 4954 said it.
        List<String> words = List.of(line.split("[ =]+"));
        return words.getFirst().equals("AUTH") && words.contains("PLAIN");
    }

    private static boolean isSize(String line) {
        return line.equals("SIZE") || line.startsWith("SIZE ");
    }

    /** The number after SIZE; what is no number of at most 18 digits counts as none. */
    private static long size(String line) {
        String number = line.substring("SIZE".length()).trim();
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
