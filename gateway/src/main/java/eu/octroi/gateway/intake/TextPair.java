// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.intake;

import eu.octroi.gateway.intake.Explanation.PartReport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that readers are shown, as it came and as it leaves. Immutable.
 *
 * @param before empty when it comes in with the copy
 * @param after empty when it is taken out
 */
public record TextPair(Optional<PartReport> before, Optional<PartReport> after) {

    /** All of them: each text that came beside the one that leaves for it. */
    public static List<TextPair> of(Explanation explanation) {
        List<PartReport> leaves = texts(explanation.result());
        List<TextPair> pairs = new ArrayList<>();
        for (PartReport old : texts(explanation.parts())) {
            Optional<PartReport> young =
                    leaves.stream()
                            .filter(p -> p.text().equals(old.text()))
                            .findFirst()
                            .or(() -> ofType(leaves, old.type()));
            young.ifPresent(leaves::remove);
            pairs.add(new TextPair(Optional.of(old), young));
        }
        leaves.forEach(young -> pairs.add(new TextPair(Optional.empty(), Optional.of(young))));
        return pairs;
    }

    private static Optional<PartReport> ofType(List<PartReport> parts, String type) {
        return parts.stream().filter(p -> p.type().equals(type)).findFirst();
    }

    private static List<PartReport> texts(List<PartReport> parts) {
        return new ArrayList<>(parts.stream().filter(p -> p.text().isPresent()).toList());
    }

    /** Whether a reader is shown something else than what came. */
    public boolean changed() {
        return !text(before).equals(text(after)) || before.isEmpty() || after.isEmpty();
    }

    /** Where the two differ. */
    public List<TextDiff.Line> difference() {
        return TextDiff.of(text(before), text(after));
    }

    /** Both in full. */
    public List<TextDiff.Line> whole() {
        return TextDiff.whole(text(before), text(after));
    }

    private static String text(Optional<PartReport> part) {
        return part.flatMap(PartReport::text).orElse("");
    }
}
