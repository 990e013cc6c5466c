// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Copies that a person holds: no route knows them, so nothing delivers them and nothing lets them
 * expire. What the spool can hold bounds it. Event-loop confined.
 */
final class HeldCopies {
    private final Set<QueuedCopy> copies = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(QueuedCopy copy) {
        copies.add(copy);
    }

    int size() {
        return copies.size();
    }

    /** Adds every copy to {@code seen}. */
    void look(List<Seen> seen) {
        copies.forEach(copy -> seen.add(held(copy)));
    }

    /** Takes out those of the copies that are here. */
    List<Seen> withdraw(Set<QueuedCopy> wanted) {
        List<Seen> taken = new ArrayList<>();
        for (QueuedCopy copy : wanted) {
            if (copies.remove(copy)) {
                taken.add(held(copy));
            }
        }
        return taken;
    }

    private static Seen held(QueuedCopy copy) {
        return new Seen(copy, CopyState.HELD, 0, Optional.empty());
    }
}
