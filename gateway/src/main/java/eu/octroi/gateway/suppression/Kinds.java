// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.domain.ControllerNumber;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which kinds of keys each controller has: what has never been added need not be looked up. Kinds
 * are only ever added. Thread-safe.
 */
final class Kinds {
    private final Map<ControllerNumber, Integer> masks = new ConcurrentHashMap<>();

    /** One kind that a controller has. */
    record Known(ControllerNumber controller, Kind kind) {}

    void add(ControllerNumber controller, Kind kind) {
        Integer mask = masks.get(controller);
        if (mask == null || (mask & kind.bit()) == 0) {
            masks.merge(controller, kind.bit(), (a, b) -> a | b);
        }
    }

    /** The kinds of a controller as a set of {@link Kind#bit}. */
    int of(ControllerNumber controller) {
        return masks.getOrDefault(controller, 0);
    }

    List<Known> all() {
        List<Known> all = new ArrayList<>();
        masks.forEach(
                (controller, mask) -> {
                    for (Kind kind : Kind.values()) {
                        if ((mask & kind.bit()) != 0) {
                            all.add(new Known(controller, kind));
                        }
                    }
                });
        return all;
    }
}
