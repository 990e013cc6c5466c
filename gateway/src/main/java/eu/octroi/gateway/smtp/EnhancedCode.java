// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.smtp;

/**
 * An enhanced status code, RFC 3463 section 2. Immutable.
 *
 * @param kind 2, 4 or 5: the class of the code
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedCode(int kind, int subject, int detail) {
    public EnhancedCode {
        if ((kind != 2 && kind != 4 && kind != 5) || !isPart(subject) || !isPart(detail)) {
            throw new IllegalArgumentException("not an enhanced status code");
        }
    }

    @Override
    public String toString() {
        return kind + "." + subject + "." + detail;
    }

    private static boolean isPart(int number) {
        return number >= 0 && number <= 999;
    }
}
