// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.Outcome;
import eu.octroi.gateway.ledger.Event;
import eu.octroi.gateway.ledger.LedgerCensus;
import eu.octroi.gateway.spool.SpoolCensus;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The identity of conservation, in recipients and over all time the ledger keeps: accepted =
 * delivered + bounced + suppressed + expired + cancelled + quarantined + queued, held ones
 * included. Recomputed from the files, whatever the counters in memory say. Immutable.
 *
 * @param ends how many recipients ended how; every accepted one is in exactly one
 * @param wrong the copies that do not add up, by what is wrong with them; none when all is right
 */
public record Accounts(Map<End, Long> ends, Map<Fault, Set<CopyId>> wrong) {
    private static final int LOOKS = 8;

    /** What became of an accepted recipient. */
    public enum End {
        DELIVERED,
        BOUNCED,
        SUPPRESSED,
        EXPIRED,
        CANCELLED,
        QUARANTINED,
        QUEUED
    }

    /** What can be wrong with a copy. */
    public enum Fault {
        /** Accepted, and in none of the places where it should be: lost. */
        UNACCOUNTED,
        /** The ledger tells two different ends of it. */
        ENDED_TWICE,
        /** It ended, and was never accepted. */
        NEVER_ACCEPTED,
        /** The spool keeps it for delivery, though the ledger has its end. */
        ENDED_AND_QUEUED,
        /** The spool keeps it for delivery, and the running gateway does not know it. */
        FORGOTTEN
    }

    public Accounts {
        ends = Map.copyOf(ends);
        wrong = Map.copyOf(wrong);
    }

    /**
     * Reads everything once, of a gateway that does not run; blocking.
     *
     * @param data the gateway's data directory
     */
    public static Accounts of(Path data) {
        return look(data, Optional.empty());
    }

    /**
     * The same while the gateway runs and the files change: looks again while something seems
     * wrong, and believes only what was wrong in every look.
     *
     * @param known the copies delivery knows now
     * @param pause waits a moment between two looks
     */
    public static Accounts ofRunning(Path data, Supplier<Set<CopyId>> known, Runnable pause) {
        Accounts accounts = look(data, Optional.of(known));
        for (int looks = 1; looks < LOOKS && !accounts.isRight(); looks++) {
            pause.run();
            accounts = look(data, Optional.of(known)).believing(accounts);
        }
        return accounts;
    }

    /** Recipients accepted, as far as each is found in some place. */
    public long accepted() {
        return ends.values().stream().mapToLong(Long::longValue).sum()
                + wrong.getOrDefault(Fault.UNACCOUNTED, Set.of()).size();
    }

    public long count(End end) {
        return ends.getOrDefault(end, 0L);
    }

    /** Whether everybody is accounted for, once. */
    public boolean isRight() {
        return wrong.isEmpty();
    }

    private Accounts believing(Accounts before) {
        Map<Fault, Set<CopyId>> both = new EnumMap<>(Fault.class);
        wrong.forEach(
                (fault, copies) -> {
                    Set<CopyId> still = new TreeSet<>(copies);
                    still.retainAll(before.wrong.getOrDefault(fault, Set.of()));
                    if (!still.isEmpty()) {
                        both.put(fault, still);
                    }
                });
        return new Accounts(ends, both);
    }

    private static Accounts look(Path data, Optional<Supplier<Set<CopyId>>> known) {
        // In this order: what is accepted in between is only in the spool, and counted there.
        LedgerCensus ledger = LedgerCensus.read(data.resolve("ledger"));
        SpoolCensus spool = SpoolCensus.read(data.resolve("spool"));
        Tally tally = new Tally(spool, ledger);
        tally.count();
        known.ifPresent(tally::compare);
        return new Accounts(tally.ends, tally.wrong);
    }

    /** One look. Thread-confined. */
    private static final class Tally {
        private final SpoolCensus spool;
        private final LedgerCensus ledger;
        private final Map<End, Long> ends = new EnumMap<>(End.class);
        private final Map<Fault, Set<CopyId>> wrong = new EnumMap<>(Fault.class);

        Tally(SpoolCensus spool, LedgerCensus ledger) {
            this.spool = spool;
            this.ledger = ledger;
        }

        void count() {
            for (End end : End.values()) {
                ends.put(end, 0L);
            }
            for (Outcome.Kind kind : Outcome.Kind.values()) {
                add(end(kind), ledger.count(Event.valueOf(kind.name())));
            }
            add(End.SUPPRESSED, ledger.count(Event.WITHHELD));
            ledger.open().forEach(this::withoutEnd);
            spool.messages()
                    .forEach(
                            (id, message) -> {
                                for (int i = 0; i < message.copies(); i++) {
                                    inSpool(new CopyId(id, i), message);
                                }
                            });
            ledger.twice().forEach(copy -> fault(Fault.ENDED_TWICE, copy));
            ledger.strangers().forEach(copy -> fault(Fault.NEVER_ACCEPTED, copy));
        }

        /** Accepted, says the ledger, and it knows no end. */
        private void withoutEnd(CopyId copy) {
            Optional<Outcome.Kind> outcome = spool.outcome(copy);
            if (outcome.isPresent()) {
                add(end(outcome.get()), 1);
            } else if (spool.isOpen(copy)) {
                add(End.QUEUED, 1);
            } else if (spool.isQuarantined(copy.message())) {
                add(End.QUARANTINED, 1);
            } else {
                fault(Fault.UNACCOUNTED, copy);
            }
        }

        /** What the ledger has not read yet counts as the spool has it. */
        private void inSpool(CopyId copy, SpoolCensus.Taken message) {
            if (message.position() <= ledger.position()) {
                if (spool.isOpen(copy) && !ledger.open().contains(copy)) {
                    fault(Fault.ENDED_AND_QUEUED, copy);
                }
            } else if (!message.permitted().get(copy.index())) {
                add(End.SUPPRESSED, 1);
            } else {
                withoutEnd(copy);
            }
        }

        void compare(Supplier<Set<CopyId>> known) {
            Set<CopyId> queued = known.get();
            spool.messages()
                    .forEach(
                            (id, message) ->
                                    message.permitted().stream()
                                            .mapToObj(i -> new CopyId(id, i))
                                            .filter(spool::isOpen)
                                            .filter(copy -> !queued.contains(copy))
                                            .forEach(copy -> fault(Fault.FORGOTTEN, copy)));
        }

        private void add(End end, long count) {
            ends.merge(end, count, Long::sum);
        }

        private void fault(Fault fault, CopyId copy) {
            wrong.computeIfAbsent(fault, _ -> new TreeSet<>()).add(copy);
        }

        private static End end(Outcome.Kind kind) {
            return switch (kind) {
                case DELIVERED -> End.DELIVERED;
                case BOUNCED -> End.BOUNCED;
                case SUPPRESSED -> End.SUPPRESSED;
                case EXPIRED -> End.EXPIRED;
                case CANCELLED -> End.CANCELLED;
            };
        }
    }
}
