// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.domain;

/** The one rule for configured names: they travel in headers, labels, paths and logs. */
public final class Names {
    public static final int LENGTH_MAX = 64;

    private Names() {}

    /** Whether {@code name} is 1 to 64 letters, digits, dots, hyphens or underscores. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= LENGTH_MAX
                && name.chars().allMatch(Names::isNameCharacter);
    }

    static void check(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a name is 1 to 64 letters, digits, '.', '-' or '_'");
        }
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }
}
