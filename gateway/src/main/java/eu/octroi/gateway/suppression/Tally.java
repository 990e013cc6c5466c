// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many keys carry each reason and each scope. Guarded by itself. */
final class Tally {
    private final Map<Integer, Map<Reason, Long>> byController = new TreeMap<>();
    private final Map<Scope, Long> byScope = new EnumMap<>(Scope.class);

    /** Counts a whole index anew. */
    synchronized void count(SuppressionIndex index) {
        byController.clear();
        byScope.clear();
        index.forEach((_, marks) -> move(Optional.empty(), marks));
    }

    /** A key changed from one state to another. */
    synchronized void move(Optional<Marks> before, Marks after) {
        before.filter(marks -> !marks.isEmpty()).ifPresent(marks -> add(marks, -1));
        if (!after.isEmpty()) {
            add(after, 1);
        }
    }

    synchronized long ofScope(Scope scope) {
        return byScope.getOrDefault(scope, 0L);
    }

    synchronized Map<ControllerNumber, Map<Reason, Long>> byController() {
        Map<ControllerNumber, Map<Reason, Long>> copy =
                new TreeMap<>(java.util.Comparator.comparingInt(ControllerNumber::value));
        byController.forEach(
                (number, reasons) ->
                        copy.put(new ControllerNumber(number), new EnumMap<>(reasons)));
        return copy;
    }

    private void add(Marks marks, long step) {
        byScope.merge(marks.kind().scope(), step, Long::sum);
        Map<Reason, Long> reasons =
                byController.computeIfAbsent(
                        marks.controller().value(), _ -> new EnumMap<>(Reason.class));
        for (Reason reason : Reason.values()) {
            if (marks.has(reason)) {
                reasons.merge(reason, step, Long::sum);
            }
        }
    }
}
