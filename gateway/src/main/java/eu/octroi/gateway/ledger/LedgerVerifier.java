// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks the chain over all months (E-11): that no row was changed, added or taken away, and no file
 * either. Works on the files of a running ledger too, and on a copy of them. It goes on after a
 * fault with the next month, which hangs on the end of this one. Confined to one thread.
 */
public final class LedgerVerifier {
    private final Path directory;
    private final LedgerPublicKeys keys;
    private final Question question;
    private final Progress progress;
    private final List<LedgerProof.Month> months = new ArrayList<>();
    private final List<LedgerProof.Fault> faults = new ArrayList<>();
    private final Set<Head> wanted = new HashSet<>();
    private Optional<MonthFile.Predecessor> before = Optional.empty();
    private boolean begun;
    private long done;
    private long total;

    private LedgerVerifier(
            Path directory, LedgerPublicKeys keys, Question question, Progress progress) {
        this.directory = directory;
        this.keys = keys;
        this.question = question;
        this.progress = progress;
    }

    /**
     * What is to be checked. Immutable.
     *
     * @param from the first month; without it the chain must be there from its beginning
     * @param known heads noted earlier and elsewhere, which the chain must still have
     */
    public record Question(Optional<String> from, List<Head> known) {
        /** Everything, with nothing noted elsewhere. */
        public static final Question ALL = new Question(Optional.empty(), List.of());

        public Question {
            known = List.copyOf(known);
        }
    }

    /** Hears every few thousand rows how far the walk is. */
    @FunctionalInterface
    public interface Progress {
        void at(String month, long rows, long total);
    }

    /**
     * Walks; blocking, for as long as reading every row takes.
     *
     * @param directory the ledger's own, as {@link Ledger#open} got it
     */
    public static LedgerProof verify(
            Path directory, LedgerPublicKeys keys, Question question, Progress progress) {
        return new LedgerVerifier(directory, keys, question, progress).verify();
    }

    private LedgerProof verify() {
        if (!Files.isDirectory(directory)) {
            return new LedgerProof(List.of(), List.of(), Optional.empty());
        }
        // First, because the chain only grows: it must have whatever head is read before it.
        List<HeadFile.Found> heads = HeadFile.all(directory);
        heads.forEach(this::want);
        wanted.addAll(question.known());
        List<Path> files =
                Months.newestFirst(directory).stream()
                        .filter(file -> isAsked(Months.month(file)))
                        .sorted(Comparator.naturalOrder())
                        .toList();
        total = files.stream().mapToLong(LedgerVerifier::rows).sum();
        files.forEach(this::verify);
        boolean isHeadMissing =
                heads.stream().noneMatch(found -> found.file().equals(HeadFile.NAME))
                        && before.filter(file -> file.end().link() > 0).isPresent();
        if (isHeadMissing) {
            faults.add(LedgerProof.Fault.of(HeadFile.NAME, "the file is missing"));
        }
        missing(wanted);
        return new LedgerProof(months, faults, before.map(MonthFile.Predecessor::end));
    }

    private boolean isAsked(String month) {
        return question.from().filter(from -> month.compareTo(from) < 0).isEmpty();
    }

    private void want(HeadFile.Found found) {
        Optional<Head> good =
                found.signed().filter(signed -> signed.isGood(keys)).map(HeadFile.Signed::head);
        good.ifPresentOrElse(
                wanted::add,
                () -> faults.add(LedgerProof.Fault.of(found.file(), "it is not as it was signed")));
    }

    private void missing(Collection<Head> heads) {
        heads.stream()
                .filter(head -> isAsked(head.month()))
                .sorted(Comparator.comparing(Head::month).thenComparingLong(Head::link))
                .map(
                        head ->
                                LedgerProof.Fault.of(
                                        head.month(),
                                        "there was a link %d of hash %s, and there is none now"
                                                .formatted(head.link(), head.hash())))
                .forEach(faults::add);
    }

    private void verify(Path file) {
        String month = Months.month(file);
        try (Months.Opened opened = Months.Opened.of(file)) {
            if (opened.reader().isEmpty()) {
                months.add(new LedgerProof.Month(month, 0, 0, 0));
            } else {
                verify(month, opened.reader().get());
            }
        } catch (LedgerException | SQLException unreadable) {
            faults.add(LedgerProof.Fault.of(month, "cannot be read: " + unreadable.getMessage()));
        }
    }

    private void verify(String month, MonthReader reader) throws SQLException {
        Optional<Checkpoint.Signed> signed = reader.checkpoint();
        if (reader.version() > MonthSchema.NEWEST) {
            faults.add(LedgerProof.Fault.of(month, "was written by a newer version of Octroi"));
        } else if (signed.isPresent()) {
            verify(month, reader, signed.get());
        } else {
            long rows = reader.number("SELECT count(*) FROM entry");
            months.add(new LedgerProof.Month(month, 0, rows, 0));
            if (reader.isChained() || begun) {
                faults.add(LedgerProof.Fault.of(month, "it has no checkpoint"));
            }
        }
    }

    private void verify(String month, MonthReader reader, Checkpoint.Signed signed)
            throws SQLException {
        Checkpoint checkpoint = signed.checkpoint();
        Optional<LedgerProof.Fault> start = start(month, signed);
        MonthWalk walk = new MonthWalk(reader, checkpoint, keys, wanted, rows -> tell(month, rows));
        Optional<LedgerProof.Fault> fault = start.or(() -> walked(walk));
        if (fault.isEmpty()) {
            fault = new MonthBooks(reader, checkpoint, walk).fault();
        }
        fault.ifPresent(faults::add);
        if (fault.isPresent()) {
            // What is behind the fault was not looked at, so nobody knows whether it is there.
            wanted.removeIf(head -> head.month().equals(month));
        }
        months.add(
                new LedgerProof.Month(
                        month,
                        walk.rows(),
                        checkpoint.earlier().entries() + checkpoint.earlier().interventions(),
                        walk.head().link()));
        // What the next month must hang on is where this one says it ends, whole or not.
        before =
                Optional.of(
                        new MonthFile.Predecessor(
                                checkpoint.ordinal(), Chain.end(reader.connection())));
        begun = true;
    }

    private static Optional<LedgerProof.Fault> walked(MonthWalk walk) {
        try {
            walk.walk();
            return Optional.empty();
        } catch (BadChainException bad) {
            return Optional.of(bad.fault());
        } catch (SQLException unreadable) {
            return Optional.of(
                    LedgerProof.Fault.of(
                            walk.head().month(), "cannot be read: " + unreadable.getMessage()));
        }
    }

    /** That the file is the one that comes next. */
    private Optional<LedgerProof.Fault> start(String month, Checkpoint.Signed signed) {
        Checkpoint checkpoint = signed.checkpoint();
        if (!signed.isGood(keys)) {
            return Optional.of(
                    LedgerProof.Fault.of(month, "its checkpoint is not as it was signed"));
        }
        if (!checkpoint.month().equals(month)) {
            return Optional.of(
                    LedgerProof.Fault.of(month, "it is the file of " + checkpoint.month()));
        }
        if (!begun && question.from().isPresent()) {
            return Optional.empty();
        }
        int expected = before.map(MonthFile.Predecessor::ordinal).orElse(0) + 1;
        if (checkpoint.ordinal() != expected) {
            return Optional.of(
                    LedgerProof.Fault.of(
                            month,
                            "it is file %d of the chain and comes as %d: one before it is missing"
                                    .formatted(checkpoint.ordinal(), expected)));
        }
        String end = before.map(file -> file.end().toString()).orElse("");
        return end.equals(checkpoint.previous())
                ? Optional.empty()
                : Optional.of(
                        LedgerProof.Fault.of(
                                month,
                                "it hangs on %s, and the file before ends with %s"
                                        .formatted(checkpoint.previous(), end)));
    }

    private void tell(String month, long rows) {
        done += rows;
        progress.at(month, done, total);
    }

    /** About how many rows a file has. */
    private static long rows(Path file) {
        try (Months.Opened opened = Months.Opened.of(file)) {
            return opened.reader()
                    .map(reader -> reader.number("SELECT sequence FROM progress"))
                    .orElse(0L);
        } catch (LedgerException unreadable) {
            // What is wrong with it is told when it is walked.
            return 0;
        }
    }
}
