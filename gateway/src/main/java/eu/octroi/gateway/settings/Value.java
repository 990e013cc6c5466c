// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.util.List;
import java.util.Map;

/** A piece of YAML that knows where it stands. Immutable. */
sealed interface Value {
    Position at();

    /** Anything written as one word or one quoted text, whatever YAML thinks its type is. */
    record Scalar(Position at, String text) implements Value {}

    /** A key without a value, {@code null} or {@code ~}: the same as not given. */
    record Absent(Position at) implements Value {}

    /** A list. */
    record Items(Position at, List<Value> values) implements Value {}

    /** Keys and their values, in the order of the file. */
    record Table(Position at, Map<String, Entry> entries) implements Value {}

    /**
     * A value under its key.
     *
     * @param at where the key stands
     */
    record Entry(Position at, Value value) {}

    /** What it is, for a message that must not show its contents. */
    default String kind() {
        return switch (this) {
            case Scalar _ -> "a text";
            case Absent _ -> "nothing";
            case Items _ -> "a list";
            case Table _ -> "a section";
        };
    }
}
