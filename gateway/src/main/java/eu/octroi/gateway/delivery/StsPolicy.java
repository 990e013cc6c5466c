// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a domain demands of whoever sends it mail, RFC 8461 section 3.2. Immutable.
 *
 * @param exchangers patterns of their names; empty only in mode NONE
 * @param maxAge how long it is to be believed
 */
record StsPolicy(Mode mode, List<String> exchangers, Duration maxAge) {
    /** The longest the standard knows: 31,557,600 seconds. */
    static final Duration AGE_MOST = Duration.ofHours(8_766);

    /** What says less is believed as long as this: it is asked for no oftener. */
    static final Duration AGE_LEAST = Duration.ofMinutes(5);

    /** Lines of a policy that are read. */
    static final int LINES_MAX = 1_000;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern EXCHANGER =
            Pattern.compile("(\\*\\.)?[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    StsPolicy {
        exchangers = List.copyOf(exchangers);
    }

    /** What becomes of mail to an exchanger that does not do as the policy says. */
    enum Mode {
        /** It waits. */
        ENFORCE,
        /** It goes, and is counted. */
        TESTING,
        /** There is no policy any more. */
        NONE
    }

    /** Empty where it is none, and so says nothing. */
    static Optional<StsPolicy> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        List<String> exchangers = new ArrayList<>();
        for (String line : text.lines().limit(LINES_MAX).toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                if (!line.isBlank()) {
                    return Optional.empty();
                }
                continue;
            }
            String key = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (key.equals("mx")) {
                exchangers.add(value.toLowerCase(Locale.ROOT));
            } else {
                // The first of its name counts.
                fields.putIfAbsent(key, value);
            }
        }
        return "STSv1".equals(fields.get("version")) ? of(fields, exchangers) : Optional.empty();
    }

    private static Optional<StsPolicy> of(Map<String, String> fields, List<String> exchangers) {
        Optional<Mode> mode = mode(fields.getOrDefault("mode", ""));
        String age = fields.getOrDefault("max_age", "");
        boolean named = mode.filter(Mode.NONE::equals).isPresent() || !exchangers.isEmpty();
        boolean well = exchangers.stream().allMatch(mx -> EXCHANGER.matcher(mx).matches());
        if (mode.isEmpty() || !SECONDS.matcher(age).matches() || !named || !well) {
            return Optional.empty();
        }
        return Optional.of(new StsPolicy(mode.get(), exchangers, bounded(Long.parseLong(age))));
    }

    private static Optional<Mode> mode(String word) {
        return switch (word) {
            case "enforce" -> Optional.of(Mode.ENFORCE);
            case "testing" -> Optional.of(Mode.TESTING);
            case "none" -> Optional.of(Mode.NONE);
            default -> Optional.empty();
        };
    }

    private static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, AGE_LEAST.toSeconds(), AGE_MOST.toSeconds()));
    }

    /**
     * Whether mail may go to the exchanger.
     *
     * @param host in lower case, without the final dot
     */
    boolean lists(String host) {
        return exchangers.stream().anyMatch(pattern -> HostNames.covers(pattern, host));
    }
}
