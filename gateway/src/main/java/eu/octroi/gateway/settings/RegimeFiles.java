// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import eu.octroi.gateway.domain.AddressClass;
import eu.octroi.gateway.domain.Language;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the regimes: the shipped ones in the jar, and the operator's in a directory, of which one
 * with the name of a shipped one replaces it. Adding a country needs no build (M-01). Confined to
 * one reading.
 */
final class RegimeFiles {
    /** A jar cannot be listed, so what is shipped is named. */
    static final List<String> SHIPPED =
            List.of(
                    "at",
                    "be",
                    "ca",
                    "ch",
                    "de",
                    "dk",
                    "es",
                    "eu-strict",
                    "fi",
                    "fr",
                    "fr-strict",
                    "gmail",
                    "ie",
                    "it",
                    "lu",
                    "microsoft",
                    "nl",
                    "orange",
                    "pl",
                    "pt",
                    "ro",
                    "se",
                    "uk",
                    "us",
                    "yahoo");

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final LocalDate NEVER_REVIEWED = LocalDate.EPOCH;

    private static final Form<String> COUNTRY =
            Form.of(
                    "two letters such as FR",
                    text ->
                            Optional.of(text.toUpperCase(Locale.ROOT))
                                    .filter(t -> t.matches("[A-Z]{2}")));

    private static final Form<String> TOP_LEVEL_DOMAIN =
            Forms.DOMAIN.that(d -> d.indexOf('.') < 0, "without a dot");

    private final YamlFiles files;
    private final Problems problems;
    private final Map<String, RegimeProfile> found = new TreeMap<>();

    RegimeFiles(String key, Problems problems) {
        this.files = new YamlFiles(key, problems);
        this.problems = problems;
    }

    /** What is shipped and what the directory adds or replaces; nothing when it is absent. */
    RegimeProfiles read(Optional<Path> directory) {
        for (String name : SHIPPED) {
            String file = name + YamlFiles.ENDING;
            Problems none = new Problems(Position.of(file));
            profile(file, YamlFiles.shipped("/regimes/" + file), none)
                    .ifPresent(profile -> found.put(profile.name(), profile));
        }
        Map<String, Problems> theirs = new HashMap<>();
        directory.ifPresent(
                place -> files.read(place, (path, text) -> theirs.putAll(add(path, text))));
        clashes("countries", RegimeProfile.Places::countries, theirs);
        clashes("top-level-domains", RegimeProfile.Places::topLevelDomains, theirs);
        clashes("providers", RegimeProfile.Places::providers, theirs);
        theirs.values().forEach(problems::addAll);
        return new RegimeProfiles(found.values());
    }

    static Form<String> country() {
        return COUNTRY;
    }

    private Map<String, Problems> add(Path path, String text) {
        Problems own = new Problems(Position.of(path.toString()));
        Optional<RegimeProfile> profile = profile(path.toString(), text, own);
        String name = profile.map(RegimeProfile::name).orElse("");
        if (profile.isPresent() && own.isEmpty()) {
            found.put(name, profile.get());
            if (!path.getFileName().toString().equals(name + YamlFiles.ENDING)) {
                own.add("regime", "must be in a file of its name, " + name + YamlFiles.ENDING);
            }
        }
        return Map.of(own.isEmpty() ? name : path.toString(), own);
    }

    /** A place under two regimes would be under whichever is found first. */
    private void clashes(
            String key,
            Function<RegimeProfile.Places, List<String>> names,
            Map<String, Problems> theirs) {
        Map<String, String> owners = new HashMap<>();
        for (RegimeProfile profile : found.values()) {
            for (String name : names.apply(profile.places())) {
                String other = owners.putIfAbsent(name, profile.name());
                if (other != null && !other.equals(profile.name())) {
                    Problems where = theirs.getOrDefault(profile.name(), theirs.get(other));
                    if (where != null) {
                        where.add(key, name + " belongs to " + other + " and " + profile.name());
                    }
                }
            }
        }
    }

    private static Optional<RegimeProfile> profile(String place, String text, Problems own) {
        return YamlTree.parse(place, text, own)
                .map(document -> Section.read(document, own, RegimeFiles::profile));
    }

    private static RegimeProfile profile(Section section) {
        String name = section.required("regime", Forms.NAME, "unknown");
        // Read for people and for diffs: a change of the file without a new number would show.
        section.required("version", Forms.count(1, 999_999), 1);
        var places =
                new RegimeProfile.Places(
                        section.list("countries", COUNTRY),
                        section.list("top-level-domains", TOP_LEVEL_DOMAIN),
                        section.list("providers", Forms.DOMAIN));
        boolean isProviders = !places.providers().isEmpty();
        return new RegimeProfile(
                name,
                title(section, name),
                places,
                isProviders ? Map.of() : section.section("basis", RegimeFiles::bases),
                section.or("customers", Forms.YES_OR_NO, isProviders),
                section.or("non-commercial", Forms.YES_OR_NO, isProviders),
                demands(section),
                section.or("notes", Forms.TEXT, ""),
                section.section("reviewed", RegimeFiles::review));
    }

    private static LocalizedText title(Section section, String name) {
        return section.section(
                "title",
                s -> {
                    Map<Language, String> texts = new EnumMap<>(Language.class);
                    for (Language language : Language.values()) {
                        texts.put(language, s.required(language.code(), Forms.TEXT, name));
                    }
                    return new LocalizedText(texts);
                });
    }

    private static Map<AddressClass, Basis> bases(Section section) {
        Map<AddressClass, Basis> bases = new EnumMap<>(AddressClass.class);
        for (AddressClass addressClass : RegimeProfile.JUDGED) {
            bases.put(
                    addressClass,
                    section.required(addressClass.word(), Forms.word(Basis.class), Basis.NEVER));
        }
        return bases;
    }

    private static RegimeProfile.Demands demands(Section section) {
        return new RegimeProfile.Demands(
                section.list("must-show", Forms.NAME),
                section.optional("subject-label", Forms.TEXT),
                section.or("honour-within", Forms.DURATION_FORM, AT_ONCE),
                section.optional("link-valid", Forms.DURATION_FORM),
                section.or(
                        "trackers",
                        Forms.word(RegimeProfile.Trackers.class),
                        RegimeProfile.Trackers.NOT_REGULATED),
                section.or("postal-address", Forms.YES_OR_NO, true),
                section.or(
                        "proof", Forms.word(RegimeProfile.Proof.class), RegimeProfile.Proof.NONE));
    }

    private static RegimeProfile.Review review(Section section) {
        return new RegimeProfile.Review(
                section.required("on", Forms.DATE, NEVER_REVIEWED),
                section.required("by", Forms.TEXT, ""),
                section.required("source", Forms.TEXT, ""));
    }
}
