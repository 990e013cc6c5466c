// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.caps;

import eu.octroi.gateway.domain.Cap;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.Stream;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The caps of every stream. Immutable.
 *
 * @param longest the longest window of all; zero without caps
 * @param crowds what is counted together by some cap
 */
record CapRules(Map<StreamId, Rule> byStream, Duration longest, Set<Cap.Per> crowds) {
    private static final Rule NOTHING = new Rule(List.of(), Stream.OnCap.REFUSE);

    /** The caps of one stream, and what happens when one is full. */
    record Rule(List<Cap> caps, Stream.OnCap onCap) {}

    static CapRules of(Settings settings) {
        Map<StreamId, Rule> byStream = new HashMap<>();
        Duration longest = Duration.ZERO;
        Set<Cap.Per> crowds = EnumSet.noneOf(Cap.Per.class);
        for (Map.Entry<StreamId, Stream> entry : settings.streams().entrySet()) {
            List<Cap> caps = entry.getValue().caps().stream().map(Stream.Cap::limit).toList();
            byStream.put(entry.getKey(), new Rule(caps, entry.getValue().onCap()));
            for (Cap cap : caps) {
                crowds.add(cap.per());
                longest = cap.window().compareTo(longest) > 0 ? cap.window() : longest;
            }
        }
        crowds.remove(Cap.Per.RECIPIENT);
        return new CapRules(Map.copyOf(byStream), longest, crowds);
    }

    /** Of a stream that is no longer configured: it has no caps. */
    Rule of(StreamId stream) {
        return Objects.requireNonNullElse(byStream.get(stream), NOTHING);
    }
}
