// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One section of the configuration being read. It remembers which keys were asked for, so that the
 * others are unknown; a wrong value is noted as a problem and a stand-in is read on with, so that
 * all problems are found in one go. Confined to one reading.
 */
final class Section {
    private final String path;
    private final Value.Table table;
    private final Problems problems;

    /** Whether a section stands here at all in a readable form; if not, that was said already. */
    private final boolean readable;

    private final Set<String> asked = new LinkedHashSet<>();

    private Section(String path, Value value, Problems problems) {
        this.path = path;
        this.problems = problems;
        boolean absent = value instanceof Value.Absent;
        this.readable = absent || value instanceof Value.Table;
        this.table =
                value instanceof Value.Table given ? given : new Value.Table(value.at(), Map.of());
        if (!readable) {
            problems.add(path, "must be a section with keys, not " + value.kind());
        }
    }

    /** Reads the whole document with {@code reader}, then notes every key it did not ask for. */
    static <T> T read(Value document, Problems problems, Function<Section, T> reader) {
        problems.place("", document.at());
        return new Section("", document, problems).readBy(reader);
    }

    <T> T section(String key, Function<Section, T> reader) {
        return new Section(pathOf(key), value(key), problems).readBy(reader);
    }

    /** Every key of this section is a name somebody chose, with a section below it. */
    <T> Map<String, T> named(Form<String> form, BiFunction<String, Section, T> reader) {
        Map<String, T> result = new LinkedHashMap<>();
        table.entries()
                .forEach(
                        (key, entry) -> {
                            Optional<String> name = form.read(key);
                            if (name.isEmpty()) {
                                problems.add(
                                        entry.at(),
                                        pathOf(key),
                                        Optional.empty(),
                                        "is a name and must be " + form.rule());
                            }
                            T value = section(key, below -> reader.apply(key, below));
                            if (name.isPresent() && result.put(name.get(), value) != null) {
                                problem(key, "is given twice, in another spelling");
                            }
                        });
        asked.addAll(table.entries().keySet());
        return result;
    }

    /** The value; {@code fallback} when the key is not given. */
    <T> T or(String key, Form<T> form, T fallback) {
        return switch (value(key)) {
            case Value.Absent _ -> fallback;
            case Value.Scalar scalar -> read(pathOf(key), scalar, form).orElse(fallback);
            case Value.Items items -> wrongKind(key, form, items, fallback);
            case Value.Table below -> wrongKind(key, form, below, fallback);
        };
    }

    /** The value; empty when the key is not given or given as an empty text. */
    <T> Optional<T> optional(String key, Form<T> form) {
        return switch (value(key)) {
            case Value.Absent _ -> Optional.empty();
            case Value.Scalar(Position _, String text) when text.isEmpty() -> Optional.empty();
            case Value.Scalar scalar -> read(pathOf(key), scalar, form);
            case Value.Items items -> wrongKind(key, form, items, Optional.empty());
            case Value.Table below -> wrongKind(key, form, below, Optional.empty());
        };
    }

    /** The value; {@code placeholder} after noting that it is missing. */
    <T> T required(String key, Form<T> form, T placeholder) {
        Value value = value(key);
        boolean empty = value instanceof Value.Scalar(Position _, String text) && text.isBlank();
        if (value instanceof Value.Absent || empty) {
            if (readable) {
                problems.add(pathOf(key), "is missing; it must be " + form.rule());
            }
            return placeholder;
        }
        return or(key, form, placeholder);
    }

    <T> List<T> list(String key, Form<T> form) {
        return items(
                key,
                (at, value) ->
                        value instanceof Value.Scalar scalar
                                ? read(at, scalar, form)
                                : wrong(at, "must be " + form.rule() + ", not " + value.kind()));
    }

    <T> List<T> sections(String key, Function<Section, T> reader) {
        return items(key, (at, v) -> Optional.of(new Section(at, v, problems).readBy(reader)));
    }

    /** The raw value, for the few keys with more than one form. */
    Value value(String key) {
        asked.add(key);
        Value.Entry entry = table.entries().get(key);
        if (entry == null) {
            return new Value.Absent(table.at());
        }
        // A section's own place is its first key below, which is not what one looks for.
        boolean atKey =
                entry.value() instanceof Value.Table || entry.value() instanceof Value.Absent;
        problems.place(pathOf(key), atKey ? entry.at() : entry.value().at());
        return entry.value();
    }

    void problem(String key, String rule) {
        problems.add(pathOf(key), rule);
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private <T> T readBy(Function<Section, T> reader) {
        T result = reader.apply(this);
        table.entries()
                .forEach(
                        (key, entry) -> {
                            if (!asked.contains(key)) {
                                problems.add(
                                        entry.at(),
                                        pathOf(key),
                                        Optional.empty(),
                                        "is unknown" + Nearest.hint(key, asked));
                            }
                        });
        return result;
    }

    private <T> List<T> items(String key, BiFunction<String, Value, Optional<T>> reader) {
        List<T> result = new ArrayList<>();
        switch (value(key)) {
            case Value.Absent _ -> {}
            case Value.Items(Position _, List<Value> values) -> {
                for (int i = 0; i < values.size(); i++) {
                    String at = pathOf(key) + "[" + i + "]";
                    problems.place(at, values.get(i).at());
                    reader.apply(at, values.get(i)).ifPresent(result::add);
                }
            }
            case Value.Scalar scalar -> problem(key, "must be a list, not " + scalar.kind());
            case Value.Table below -> problem(key, "must be a list, not " + below.kind());
        }
        return List.copyOf(result);
    }

    private <T> Optional<T> read(String at, Value.Scalar scalar, Form<T> form) {
        Optional<T> value = form.read(scalar.text());
        if (value.isEmpty()) {
            Optional<String> shown = form.secret() ? Optional.empty() : Optional.of(shown(scalar));
            problems.add(scalar.at(), at, shown, "must be " + form.rule());
        }
        return value;
    }

    private static String shown(Value.Scalar scalar) {
        String line =
                scalar.text()
                        // User and password of a URL.
                        .replaceAll("//[^/]*@", "//…@");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private <T> T wrongKind(String key, Form<?> form, Value value, T fallback) {
        problem(key, "must be " + form.rule() + ", not " + value.kind());
        return fallback;
    }

    private <T> Optional<T> wrong(String at, String rule) {
        problems.add(at, rule);
        return Optional.empty();
    }
}
