// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.explain;

import eu.octroi.gateway.intake.Explanation;
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
record TextPair(Optional<PartReport> before, Optional<PartReport> after) {

    /** The texts that change; those that stand as they were are left out. */
    static List<TextPair> of(Explanation explanation) {
        List<PartReport> came = texts(explanation.parts());
        List<PartReport> leaves = texts(explanation.result());
        came.removeIf(old -> leaves.removeIf(young -> young.text().equals(old.text())));
        List<TextPair> pairs = new ArrayList<>();
        for (PartReport old : came) {
            Optional<PartReport> young =
                    leaves.stream().filter(p -> p.type().equals(old.type())).findFirst();
            young.ifPresent(leaves::remove);
            pairs.add(new TextPair(Optional.of(old), young));
        }
        leaves.forEach(young -> pairs.add(new TextPair(Optional.empty(), Optional.of(young))));
        return pairs;
    }

    private static List<PartReport> texts(List<PartReport> parts) {
        return new ArrayList<>(parts.stream().filter(p -> p.text().isPresent()).toList());
    }

    String title() {
        PartReport part = after.or(() -> before).orElseThrow();
        return "part %s, %s, decoded".formatted(part.path(), PlainText.safe(part.type()));
    }

    List<TextDiff.Line> diff() {
        return TextDiff.of(text(before), text(after));
    }

    private static String text(Optional<PartReport> part) {
        return part.flatMap(PartReport::text).orElse("");
    }
}
