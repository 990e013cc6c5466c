// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest;

/**
 * Who the mails of a run go to: everyone once. Suppressed ones are {@code s<i>@d<i%1000>.example}
 * with i below a million, as in the list the tests import; the others {@code
 * u<n>@d<n%200>.example}. Immutable.
 *
 * @param suppressedPercent how many of a hundred mails go to a suppressed person
 */
record Recipients(int suppressedPercent) {
    static final int SUPPRESSED = 1_000_000;
    private static final int STRIDE = 7919;

    String of(long mail) {
        if (!isSuppressed(mail)) {
            return "u" + mail + "@d" + mail % 200 + ".example";
        }
        return suppressed(mail * STRIDE % SUPPRESSED);
    }

    boolean isSuppressed(long mail) {
        return mail % 100 < suppressedPercent;
    }

    static String suppressed(long number) {
        return "s" + number + "@d" + number % 1000 + ".example";
    }
}
