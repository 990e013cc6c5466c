// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name somebody probably meant. */
final class Nearest {
    private Nearest() {}

    /** {@code ; did you mean "x"?}, or nothing when no name is near. */
    static String hint(String written, Collection<String> right) {
        return to(written, right).map(n -> "; did you mean \"" + n + "\"?").orElse("");
    }

    /** The nearest of {@code right}: a third of the letters wrong at most, or the end missing. */
    static Optional<String> to(String written, Collection<String> right) {
        return right.stream()
                .filter(name -> isNear(written, name))
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    private static boolean isNear(String written, String name) {
        if (written.length() > 2 * name.length()) {
            return false;
        }
        boolean endMissing = written.length() >= 4 && name.startsWith(written);
        return endMissing || distance(written, name) <= Math.max(1, name.length() / 3);
    }

    /** Letters to insert, remove, replace or swap with their neighbour (optimal alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
