// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was found wrong so far, and where each key stands. Confined to one reading. */
final class Problems {
    private final Position file;
    private final List<Problem> found = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, Position> places = new HashMap<>();

    Problems(Position file) {
        this.file = file;
    }

    /** Notes where a key's value stands, so that later checks can point at it. */
    void place(String key, Position at) {
        places.put(key, at);
    }

    void add(Position at, String key, Optional<String> value, String rule) {
        found.add(new Problem(at, key, value, rule));
    }

    void add(String key, String rule) {
        add(positionOf(key), key, Optional.empty(), rule);
    }

    /**
     * Notes that values that are right by themselves do not fit together. Where something is wrong
     * already, a stand-in was read, and what it does not fit would only mislead.
     */
    void clash(String key, Optional<String> value, String rule) {
        if (!isSpoiled(key)) {
            add(positionOf(key), key, value, rule);
        }
    }

    /** Whether the key or a section around it is wrong already. */
    boolean isSpoiled(String key) {
        return found.stream()
                .map(Problem::key)
                .anyMatch(k -> k.equals(key) || key.startsWith(k + "."));
    }

    void warn(String key, String text) {
        warnings.add(new Warning(key, text));
    }

    /** What was found in another file. */
    void addAll(Problems other) {
        found.addAll(other.found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> sorted() {
        return found.stream().sorted(Comparator.comparing(Problem::at)).toList();
    }

    List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /** Where the key stands, or the nearest section around it that does. */
    private Position positionOf(String key) {
        String path = key;
        while (!path.isEmpty()) {
            Position at = places.get(path);
            if (at != null) {
                return at;
            }
            path = path.substring(0, Math.max(0, path.lastIndexOf('.')));
        }
        return places.getOrDefault("", file);
    }
}
