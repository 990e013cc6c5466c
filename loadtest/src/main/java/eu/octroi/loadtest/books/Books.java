// SPDX-License-Identifier: Apache-2.0

package eu.octroi.loadtest.books;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The identity of conservation, in recipients and over all time the ledger keeps: accepted =
 * delivered + bounced + suppressed + expired + cancelled + quarantined + queued. Computed from the
 * spool's segments and the ledger's files of a gateway that does not run. Immutable.
 *
 * @param messages references of every accepted message
 * @param ends how many recipients ended how; every accepted one is in exactly one
 * @param outcomesTwice recipients of whom the ledger tells two different ends
 * @param strangers recipients that ended and were never accepted
 */
public record Books(Set<String> messages, Map<End, Long> ends, long outcomesTwice, long strangers) {

    /** What became of an accepted recipient. */
    public enum End {
        DELIVERED,
        BOUNCED,
        SUPPRESSED,
        EXPIRED,
        CANCELLED,
        QUARANTINED,
        QUEUED,
        /** In none of the places where it should be: lost. */
        UNACCOUNTED
    }

    public Books {
        messages = Set.copyOf(messages);
        ends = Map.copyOf(ends);
    }

    /**
     * Reads everything.
     *
     * @param data the gateway's data directory
     */
    public static Books read(Path data) throws IOException, SQLException {
        SpoolOnDisk spool = SpoolOnDisk.read(data.resolve("spool"));
        LedgerOnDisk ledger = LedgerOnDisk.read(data.resolve("ledger"));
        return of(spool, ledger);
    }

    /** Recipients accepted. */
    public long accepted() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    public long count(End end) {
        return ends.getOrDefault(end, 0L);
    }

    /** Whether everybody is accounted for, once. */
    public boolean isRight() {
        return count(End.UNACCOUNTED) == 0 && outcomesTwice == 0 && strangers == 0;
    }

    /** One line, {@code key=value}. */
    @Override
    public String toString() {
        String parts =
                new TreeSet<>(List.of(End.values()))
                        .stream()
                                .map(end -> end.name().toLowerCase(Locale.ROOT) + "=" + count(end))
                                .collect(Collectors.joining(" "));
        return "accepted="
                + accepted()
                + " "
                + parts
                + " outcomes-twice="
                + outcomesTwice
                + " strangers="
                + strangers;
    }

    private static Books of(SpoolOnDisk spool, LedgerOnDisk ledger) {
        Map<CopyId, Integer> accepted = new HashMap<>(ledger.accepted());
        spool.messages()
                .forEach(
                        (message, permitted) -> {
                            for (int copy = 0; copy < permitted.size(); copy++) {
                                int event = permitted.get(copy) ? 0 : LedgerOnDisk.WITHHELD;
                                accepted.putIfAbsent(new CopyId(message, copy), event);
                            }
                        });
        Map<CopyId, Integer> outcomes = new HashMap<>(ledger.outcomes());
        long twice = ledger.outcomesTwice();
        for (Map.Entry<CopyId, Integer> mark : spool.outcomes().entrySet()) {
            Integer told = outcomes.putIfAbsent(mark.getKey(), mark.getValue());
            twice += told != null && !told.equals(mark.getValue()) ? 1 : 0;
        }
        Map<End, Long> ends = new EnumMap<>(End.class);
        Set<String> messages = new HashSet<>();
        accepted.forEach(
                (copy, event) -> {
                    messages.add(copy.message());
                    ends.merge(end(copy, event, outcomes, spool), 1L, Long::sum);
                });
        long strangers = outcomes.keySet().stream().filter(c -> !accepted.containsKey(c)).count();
        return new Books(messages, ends, twice, strangers);
    }

    private static End end(
            CopyId copy, int event, Map<CopyId, Integer> outcomes, SpoolOnDisk spool) {
        Integer outcome = outcomes.get(copy);
        if (outcome != null) {
            return End.values()[outcome - 1];
        }
        if (event == LedgerOnDisk.WITHHELD) {
            return End.SUPPRESSED;
        }
        if (spool.messages().containsKey(copy.message()) && !spool.ended().contains(copy)) {
            return End.QUEUED;
        }
        return spool.quarantined().contains(copy.message()) ? End.QUARANTINED : End.UNACCOUNTED;
    }
}
