// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import com.fasterxml.jackson.annotation.JsonInclude;

import eu.octroi.gateway.delivery.CopyState;
import eu.octroi.gateway.delivery.DestinationQueue;
import eu.octroi.gateway.domain.Mask;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The queue by destination, the most copies first. Immutable.
 *
 * @param copies all of them, by state
 * @param destinations how many there are; not all may be in {@code rows}
 */
public record QueueTotals(Map<String, Long> copies, int destinations, List<Row> rows) {
    /** Destinations shown unless another number is asked for. */
    public static final int ROWS = 20;

    public static final int ROWS_MAX = 1_000;

    /**
     * One destination; times are ISO 8601.
     *
     * @param copies by state
     * @param nextTry null while none is retrying
     * @param lastReply empty while none was tried; addresses in it are masked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            String destination,
            Map<String, Integer> copies,
            String oldest,
            @Nullable String nextTry,
            String lastReply) {
        static Row of(DestinationQueue queue) {
            Map<String, Integer> copies = new TreeMap<>();
            queue.copies().forEach((state, count) -> copies.put(state.word(), count));
            return new Row(
                    queue.destination(),
                    copies,
                    queue.oldest().toString(),
                    queue.nextTry().map(Instant::toString).orElse(null),
                    Mask.addresses(queue.lastReply()));
        }
    }

    public QueueTotals {
        rows = List.copyOf(rows);
    }

    /** Of all destinations, the first {@code rows} in rows. */
    public static QueueTotals of(List<DestinationQueue> all, int rows) {
        Map<String, Long> copies =
                Arrays.stream(CopyState.values())
                        .collect(
                                Collectors.toMap(
                                        CopyState::word,
                                        state -> all.stream().mapToLong(q -> q.count(state)).sum(),
                                        Long::sum,
                                        TreeMap::new));
        return new QueueTotals(copies, all.size(), all.stream().limit(rows).map(Row::of).toList());
    }
}
