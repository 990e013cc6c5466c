// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the profiles of providers: the shipped ones in the jar, and the operator's in a directory,
 * of which one with the name of a shipped one replaces it. Confined to one reading.
 */
final class ProviderFiles {
    /** A jar cannot be listed, so what is shipped is named. */
    private static final List<String> SHIPPED = List.of("gmail", "microsoft", "orange", "yahoo");

    private static final int CONNECTIONS_MAX = 1_000;
    private static final int MESSAGES_MAX = 1_000_000;
    private static final Duration PAUSE_MAX = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final ProviderProfile.Pause ANY_PAUSE =
            new ProviderProfile.Pause("", LONGEST, LONGEST);

    /** It becomes a label of metrics, and these two are taken. */
    private static final Form<String> PROVIDER =
            Forms.NAME.that(
                    n -> !n.equals(ProviderProfile.UNKNOWN) && !n.equals("smarthost"),
                    "neither default nor smarthost");

    private static final Form<String> SAYS =
            Forms.TEXT.that(text -> text.strip().length() >= 3, "at least 3 characters");

    private static final Form<Duration> PAUSE =
            Forms.DURATION_FORM.that(d -> d.compareTo(PAUSE_MAX) <= 0, "1d at most");

    private final YamlFiles files;
    private final Problems problems;
    private final Map<String, ProviderProfile> found = new TreeMap<>();

    ProviderFiles(String key, Problems problems) {
        this.files = new YamlFiles(key, problems);
        this.problems = problems;
    }

    /** What is shipped and what the directory adds or replaces; nothing when it is absent. */
    ProviderProfiles read(Optional<Path> directory) {
        for (String name : SHIPPED) {
            String file = name + YamlFiles.ENDING;
            Problems none = new Problems(Position.of(file));
            profile(file, YamlFiles.shipped("/providers/" + file), none)
                    .ifPresent(profile -> found.put(profile.name(), profile));
        }
        Map<String, Problems> theirs = new HashMap<>();
        directory.ifPresent(
                place -> files.read(place, (path, text) -> theirs.putAll(add(path, text))));
        checkNames(theirs);
        theirs.values().forEach(problems::addAll);
        return new ProviderProfiles(found.values());
    }

    private Map<String, Problems> add(Path path, String text) {
        Problems own = new Problems(Position.of(path.toString()));
        Optional<ProviderProfile> profile = profile(path.toString(), text, own);
        String name = profile.map(ProviderProfile::name).orElse("");
        if (profile.isPresent() && own.isEmpty()) {
            found.put(name, profile.get());
            if (!path.getFileName().toString().equals(name + YamlFiles.ENDING)) {
                own.add("provider", "must be in a file of its name, " + name + YamlFiles.ENDING);
            }
        }
        return Map.of(own.isEmpty() ? name : path.toString(), own);
    }

    /** One name that belongs to two providers would count for whichever is found first. */
    private void checkNames(Map<String, Problems> theirs) {
        clashes("exchangers", ProviderProfile::exchangers, theirs);
        clashes("domains", ProviderProfile::domains, theirs);
    }

    private void clashes(
            String key,
            Function<ProviderProfile, List<String>> names,
            Map<String, Problems> theirs) {
        Map<String, String> owners = new HashMap<>();
        for (ProviderProfile profile : found.values()) {
            for (String name : names.apply(profile)) {
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

    private static Optional<ProviderProfile> profile(String place, String text, Problems own) {
        return YamlTree.parse(place, text, own)
                .map(document -> Section.read(document, own, ProviderFiles::profile));
    }

    private static ProviderProfile profile(Section section) {
        String name = section.required("provider", PROVIDER, "unknown");
        List<String> exchangers = section.list("exchangers", Forms.DOMAIN);
        List<String> domains = section.list("domains", Forms.DOMAIN);
        if (exchangers.isEmpty() && domains.isEmpty()) {
            section.problem("exchangers", "or domains must name what it is recognised by");
        }
        return new ProviderProfile(
                name,
                exchangers,
                domains,
                section.required("connections-max", Forms.count(1, CONNECTIONS_MAX), 1),
                section.or("messages-per-connection-max", Forms.count(0, MESSAGES_MAX), 0),
                section.or("messages-per-minute-max", Forms.count(0, MESSAGES_MAX), 0),
                section.sections("pauses", ProviderFiles::pause));
    }

    private static ProviderProfile.Pause pause(Section section) {
        String says = section.required("says", SAYS, ANY_PAUSE.says());
        Duration first = section.required("first", PAUSE, ANY_PAUSE.first());
        Duration longest = section.or("longest", PAUSE, LONGEST);
        if (longest.compareTo(first) < 0) {
            section.problem("longest", "must not be shorter than first");
        }
        return new ProviderProfile.Pause(says, first, longest);
    }
}
