// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import eu.octroi.gateway.suppression.Columns.Role;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of a list as it was written. */
sealed interface ImportRow {
    /** The line it begins on, counted from 1. */
    long number();

    /** What stands in the fields of a role, without outer blanks. */
    List<String> fields(Role role);

    /** What stands in the first field of a role; empty when there is none. */
    default Optional<String> field(Role role) {
        List<String> fields = fields(role);
        return fields.isEmpty() ? Optional.empty() : Optional.of(fields.getFirst());
    }

    /** Whether the list has a field of that role at all, here or in other rows. */
    boolean has(Role role);

    /** A line of text. Immutable. */
    record OfText(long number, String text, Columns columns, List<String> all)
            implements ImportRow {
        @Override
        public List<String> fields(Role role) {
            return columns.fields(all, role);
        }

        @Override
        public boolean has(Role role) {
            return columns.places().containsKey(role);
        }
    }

    /** A JSON object. Immutable. */
    record OfJson(long number, Map<Role, List<String>> all) implements ImportRow {
        @Override
        public List<String> fields(Role role) {
            return all.getOrDefault(role, List.of());
        }

        @Override
        public boolean has(Role role) {
            return all.containsKey(role);
        }
    }

    /** Something that is no row. Immutable. */
    record Broken(long number, String why) implements ImportRow {
        @Override
        public List<String> fields(Role role) {
            return List.of();
        }

        @Override
        public boolean has(Role role) {
            return false;
        }
    }
}
