// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines by which two texts differ, with a little of what stands around them.
 *
 * <p>What both begin and end with is set aside; between, the longest common subsequence is found by
 * the table of Wagner and Fischer. That is quadratic, but only in what lies between the first and
 * the last difference; beyond {@value #CELLS_MAX} cells the stretch is told as replaced whole.
 */
public final class TextDiff {
    static final int AROUND = 2;

    /** Lines longer than this are cut after each tag. */
    private static final int CHARACTERS_MAX = 192;

    private static final int CELLS_MAX = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final List<Line> lines = new ArrayList<>();

    /**
     * One line of a difference.
     *
     * @param mark {@code +} new, {@code -} gone, a blank for both, {@code …} for lines left out
     */
    public record Line(char mark, String text) {}

    private TextDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    /** The differences, with {@value #AROUND} lines around each. */
    public static List<Line> of(String before, String after) {
        return shortened(whole(before, after));
    }

    /** Every line of both texts. */
    public static List<Line> whole(String before, String after) {
        TextDiff diff = new TextDiff(lines(before), lines(after));
        diff.compare();
        return diff.lines;
    }

    /**
     * The lines of a text. HTML is often one line: what is long is cut after each tag, so that a
     * clause put in does not make everything differ.
     */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        text.lines()
                .forEach(
                        line -> {
                            if (line.length() <= CHARACTERS_MAX) {
                                lines.add(line);
                            } else {
                                lines.addAll(List.of(line.split("(?<=>)(?=<)")));
                            }
                        });
        return lines;
    }

    private void compare() {
        int top = 0;
        int most = Math.min(before.size(), after.size());
        while (top < most && before.get(top).equals(after.get(top))) {
            top++;
        }
        int bottom = 0;
        while (bottom < most - top
                && before.get(before.size() - 1 - bottom)
                        .equals(after.get(after.size() - 1 - bottom))) {
            bottom++;
        }
        add(' ', before.subList(0, top));
        between(
                before.subList(top, before.size() - bottom),
                after.subList(top, after.size() - bottom));
        add(' ', before.subList(before.size() - bottom, before.size()));
    }

    private void between(List<String> old, List<String> young) {
        if ((long) old.size() * young.size() > CELLS_MAX) {
            add('-', old);
            add('+', young);
            return;
        }
        int[][] common = common(old, young);
        int i = 0;
        int j = 0;
        while (i < old.size() && j < young.size()) {
            if (old.get(i).equals(young.get(j))) {
                lines.add(new Line(' ', old.get(i++)));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                lines.add(new Line('-', old.get(i++)));
            } else {
                lines.add(new Line('+', young.get(j++)));
            }
        }
        add('-', old.subList(i, old.size()));
        add('+', young.subList(j, young.size()));
    }

    /** Length of what two texts have in common from these lines on. */
    private static int[][] common(List<String> old, List<String> young) {
        int[][] common = new int[old.size() + 1][young.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = young.size() - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(i).equals(young.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void add(char mark, List<String> some) {
        some.forEach(line -> lines.add(new Line(mark, line)));
    }

    private static List<Line> shortened(List<Line> lines) {
        List<Line> kept = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (isNearChange(lines, i)) {
                if (left > 0) {
                    kept.add(new Line('…', left + (left == 1 ? " line" : " lines")));
                    left = 0;
                }
                kept.add(lines.get(i));
            } else {
                left++;
            }
        }
        if (left > 0 && !kept.isEmpty()) {
            kept.add(new Line('…', left + (left == 1 ? " line" : " lines")));
        }
        return kept;
    }

    private static boolean isNearChange(List<Line> lines, int at) {
        int end = Math.min(lines.size(), at + AROUND + 1);
        for (int i = Math.max(0, at - AROUND); i < end; i++) {
            if (lines.get(i).mark() != ' ') {
                return true;
            }
        }
        return false;
    }
}
