// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.list;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.suppression.Stats;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The list in figures, with the names people know. Immutable.
 *
 * @param entries how many keys carry each reason, by controller name, then reason word
 * @param keys persons, domains and digests in the index
 * @param indexBytes size of the index file
 * @param room keys that still fit before the index moves to a larger file
 */
public record ListFigures(
        Map<String, Map<String, Long>> entries, long keys, long indexBytes, long room) {

    /**
     * The figures of {@code stats}; a number the configuration no longer names is shown as such.
     */
    public static ListFigures of(
            Stats stats, Function<ControllerNumber, Optional<ControllerId>> names) {
        Map<String, Map<String, Long>> entries = new TreeMap<>();
        stats.entries()
                .forEach(
                        (number, reasons) ->
                                entries.put(
                                        names.apply(number)
                                                .map(Object::toString)
                                                .orElse("number " + number.value()),
                                        byWord(reasons)));
        return new ListFigures(entries, stats.keys(), stats.indexBytes(), stats.room());
    }

    private static Map<String, Long> byWord(Map<Reason, Long> reasons) {
        Map<String, Long> words = new TreeMap<>();
        reasons.forEach((reason, count) -> words.put(reason.word(), count));
        return words;
    }
}
