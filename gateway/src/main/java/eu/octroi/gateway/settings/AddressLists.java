// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lists by which addresses are told apart (D-01), shipped ones or the operator's. Immutable.
 */
public final class AddressLists {
    private final Map<Kind, NameList> lists;

    AddressLists(Map<Kind, NameList> lists) {
        this.lists = new EnumMap<>(lists);
    }

    /** What a list holds, and the file that holds it. */
    public enum Kind {
        /** Domains whose mailboxes belong to private persons. */
        PERSONAL_DOMAINS,
        /** Domains of mailboxes that are thrown away. */
        DISPOSABLE_DOMAINS,
        /** Domains of the state, local authorities, schools, hospitals. */
        PUBLIC_BODIES,
        /** Country-code domains that are used all over the world. */
        WORLDWIDE_DOMAINS,
        /** Local parts that name a company's function. */
        GENERIC_LOCAL_PARTS,
        /** Local parts that are never prospected. */
        ROLE_LOCAL_PARTS;

        /** Name of the file without its ending. */
        public String word() {
            return Forms.wordOf(this);
        }

        boolean isOfDomains() {
            return switch (this) {
                case PERSONAL_DOMAINS, DISPOSABLE_DOMAINS, PUBLIC_BODIES, WORLDWIDE_DOMAINS -> true;
                case GENERIC_LOCAL_PARTS, ROLE_LOCAL_PARTS -> false;
            };
        }
    }

    /**
     * One list.
     *
     * @param version the day it was made, shown wherever it decides
     * @param entries names with {@code *} for any run of characters, lower case; one that begins
     *     with {@code !} is taken out with all below it
     */
    public record NameList(LocalDate version, List<String> entries) {
        public NameList {
            entries = List.copyOf(entries);
        }
    }

    /** Those in the jar alone. */
    public static AddressLists shipped() {
        Problems none = new Problems(Position.of("jar"));
        return new AddressFiles("addresses", none).read(Optional.empty());
    }

    public NameList list(Kind kind) {
        return Objects.requireNonNull(lists.get(kind));
    }

    /** Every list with its date and length, for people. */
    @Override
    public String toString() {
        return lists.entrySet().stream()
                .map(
                        e ->
                                "%s of %s (%d)"
                                        .formatted(
                                                e.getKey().word(),
                                                e.getValue().version(),
                                                e.getValue().entries().size()))
                .collect(Collectors.joining(", "));
    }
}
