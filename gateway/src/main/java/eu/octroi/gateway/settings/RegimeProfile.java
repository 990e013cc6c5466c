// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AddressClass;

import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one country's law or one mailbox provider asks of prospecting mail (M-01). Immutable.
 *
 * @param name such as {@code fr}
 * @param title how people call it
 * @param places where it holds
 * @param bases what each class of address needs; empty of a provider, who asks nothing here
 * @param customers whether recorded customers may be written to without consent (D-08)
 * @param nonCommercial whether mail about nothing for sale may go to private persons until they
 *     object (D-18)
 * @param demands what mail must show and how it must behave
 * @param notes for people
 * @param review who looked at it, and when
 */
public record RegimeProfile(
        String name,
        LocalizedText title,
        Places places,
        Map<AddressClass, Basis> bases,
        boolean customers,
        boolean nonCommercial,
        Demands demands,
        String notes,
        Review review) {
    public RegimeProfile {
        bases = Map.copyOf(bases);
    }

    /** Classes that every regime says a basis for; of the others none is ever mailed. */
    public static final List<AddressClass> JUDGED =
            List.of(
                    AddressClass.NAMED_PROFESSIONAL,
                    AddressClass.GENERIC_COMPANY,
                    AddressClass.PERSONAL,
                    AddressClass.SOLE_TRADER_OR_UNKNOWN,
                    AddressClass.PUBLIC_BODY);

    /**
     * Where a regime holds.
     *
     * @param countries two letters each (ISO 3166-1), upper case
     * @param topLevelDomains without dot, lower case, A-labels
     * @param providers domains of a mailbox provider whose rules these are, lower case
     */
    public record Places(
            List<String> countries, List<String> topLevelDomains, List<String> providers) {
        public Places {
            countries = List.copyOf(countries);
            topLevelDomains = List.copyOf(topLevelDomains);
            providers = List.copyOf(providers);
        }
    }

    /**
     * What mail must show and how it must behave. Octroi meets the strictest of all in any case, so
     * these are told, and measured against, but loosen nothing (M-03, M-04).
     *
     * @param mustShow names of what the clauses hold
     * @param label what the subject begins with, where the law wants one
     * @param honourWithin within which an objection has to take effect; zero: at once
     * @param linkValid how long the unsubscribe link has to work; empty: for ever
     * @param trackers whether openings may be counted
     * @param postalAddress whether the sender's postal address must be shown
     * @param proof what a consent has to be proved by
     */
    public record Demands(
            List<String> mustShow,
            Optional<String> label,
            Duration honourWithin,
            Optional<Duration> linkValid,
            Trackers trackers,
            boolean postalAddress,
            Proof proof) {
        public Demands {
            mustShow = List.copyOf(mustShow);
        }
    }

    /** Whether openings may be counted, the mildest first. */
    public enum Trackers {
        NOT_REGULATED,
        INFORM,
        CONSENT
    }

    /** What proves a consent, the weakest first. */
    public enum Proof {
        NONE,
        RECORD,
        DOUBLE_OPT_IN
    }

    /**
     * Who looked at a profile (M-05).
     *
     * @param on the day
     * @param by a name or an office
     * @param source what it was held against
     */
    public record Review(LocalDate on, String by, String source) {
        /** After this long somebody should look again. */
        public static final int MONTHS_MAX = 12;

        public boolean isOverdue(LocalDate today) {
            return today.isAfter(on.plusMonths(MONTHS_MAX));
        }
    }

    /** Whether it is a mailbox provider's and says nothing of consent. */
    public boolean isProviders() {
        return !places.providers().isEmpty();
    }

    /** What this class needs; {@code NEVER} for one no regime judges. */
    public Basis basis(AddressClass addressClass) {
        return bases.getOrDefault(
                addressClass, JUDGED.contains(addressClass) ? Basis.ALLOWED : Basis.NEVER);
    }

    /** Both at once: of each field the stricter (M-02). */
    public RegimeProfile with(RegimeProfile other) {
        if (name.equals(other.name)) {
            return this;
        }
        Map<AddressClass, Basis> stricter = new EnumMap<>(AddressClass.class);
        JUDGED.forEach(c -> stricter.put(c, basis(c).or(other.basis(c))));
        return new RegimeProfile(
                name + "+" + other.name,
                title,
                places,
                stricter,
                customers && other.customers,
                nonCommercial && other.nonCommercial,
                RegimeMerge.of(demands, other.demands),
                RegimeMerge.lines(notes, other.notes),
                review.on().isBefore(other.review.on()) ? review : other.review);
    }
}
