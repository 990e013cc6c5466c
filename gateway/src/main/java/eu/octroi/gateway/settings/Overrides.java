// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies {@code --set key=value}: a value that opens with {@code [} or <code>{</code> and is YAML
 * is read as YAML, anything else is the text as it stands.
 *
 * <p>Keys may hold dots ({@code exemple.fr}), so at each level the longest existing key that fits
 * the path is taken; when none does, the path's next word becomes a new key.
 */
final class Overrides {
    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    Value apply(Value root, Map<String, String> overrides) {
        Value result = root;
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            Position at = Position.of("--set");
            List<String> path = List.of(override.getKey().split("\\.", -1));
            if (path.contains("")) {
                problems.add(at, override.getKey(), Optional.empty(), "is no dotted path");
            } else {
                result = with(result, path, value(at, override.getValue()), at);
            }
        }
        return result;
    }

    private static Value value(Position at, String text) {
        if (text.startsWith("[") || text.startsWith("{")) {
            Problems unused = new Problems(at);
            Optional<Value> yaml =
                    YamlTree.parse(at.place(), text, unused).map(value -> moved(value, at));
            if (yaml.isPresent() && unused.isEmpty()) {
                return yaml.get();
            }
        }
        return new Value.Scalar(at, text);
    }

    /** The line and column within one command line argument would only mislead. */
    private static Value moved(Value value, Position at) {
        return switch (value) {
            case Value.Scalar scalar -> new Value.Scalar(at, scalar.text());
            case Value.Absent _ -> new Value.Absent(at);
            case Value.Items items ->
                    new Value.Items(at, items.values().stream().map(v -> moved(v, at)).toList());
            case Value.Table table -> {
                Map<String, Value.Entry> entries = new LinkedHashMap<>();
                table.entries()
                        .forEach(
                                (k, e) ->
                                        entries.put(k, new Value.Entry(at, moved(e.value(), at))));
                yield new Value.Table(at, entries);
            }
        };
    }

    private static Value with(Value target, List<String> path, Value value, Position at) {
        if (path.isEmpty()) {
            return value;
        }
        Map<String, Value.Entry> entries = new LinkedHashMap<>();
        if (target instanceof Value.Table table) {
            entries.putAll(table.entries());
        }
        int words = wordsOfKey(entries, path);
        String key = String.join(".", path.subList(0, words));
        Value.Entry old = entries.get(key);
        Value below = old == null ? new Value.Absent(at) : old.value();
        List<String> rest = path.subList(words, path.size());
        Position keyAt = old == null || rest.isEmpty() ? at : old.at();
        entries.put(key, new Value.Entry(keyAt, with(below, rest, value, at)));
        return new Value.Table(target instanceof Value.Table table ? table.at() : at, entries);
    }

    private static int wordsOfKey(Map<String, Value.Entry> entries, List<String> path) {
        for (int words = path.size(); words > 1; words--) {
            if (entries.containsKey(String.join(".", path.subList(0, words)))) {
                return words;
            }
        }
        return 1;
    }
}
