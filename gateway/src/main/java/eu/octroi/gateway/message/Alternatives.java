// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.message;

import java.util.ArrayList;
import java.util.List;

/** Takes alternatives out of the message whole, delimiter line included (I-27, I-28). */
final class Alternatives {
    private final EditList edits;
    private final List<Part> dropped;

    Alternatives(EditList edits, List<Part> dropped) {
        this.edits = edits;
        this.dropped = dropped;
    }

    /** Walks the tree below {@code part}; at least one child of each multipart stays. */
    void drop(Part part) {
        if (dropped.isEmpty()) {
            return;
        }
        List<Part> run = new ArrayList<>();
        for (int i = 0; i < part.children().size(); i++) {
            Part child = part.children().get(i);
            if (dropped.contains(child)) {
                run.add(child);
                edits.note("dropped=" + child.type().name());
                continue;
            }
            if (!run.isEmpty()) {
                edits.replace(run.getFirst().header().start(), child.header().start(), new byte[0]);
                run.clear();
            }
            drop(child);
        }
        if (!run.isEmpty()) {
            Part kept = part.children().get(part.children().size() - run.size() - 1);
            edits.replace(kept.body().end(), run.getLast().body().end(), new byte[0]);
        }
    }
}
