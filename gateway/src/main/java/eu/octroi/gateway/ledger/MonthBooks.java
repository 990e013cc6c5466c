// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.ledger;

import eu.octroi.gateway.domain.SaidClauses;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands beside the chain of one month and follows from its rows: how many there are, the
 * counts by day, and what clauses said, which is named in the rows by its digest. Confined to one
 * thread.
 */
final class MonthBooks {
    private static final String COUNTS =
            """
            SELECT day, event, sum(count) AS count FROM (
                SELECT at / 86400000 AS day, event, count FROM entry
                UNION ALL
                SELECT e.at / 86400000, e.event, r.times
                FROM repetition r JOIN entry e ON e.sequence = r.refusal)
            GROUP BY day, event\
            """;
    private static final String TALLIES = "SELECT day, event, count FROM tally";

    private final MonthReader reader;
    private final Checkpoint checkpoint;
    private final MonthWalk walk;

    MonthBooks(MonthReader reader, Checkpoint checkpoint, MonthWalk walk) {
        this.reader = reader;
        this.checkpoint = checkpoint;
        this.walk = walk;
    }

    /** The first thing that does not fit; empty when all of it does. */
    Optional<LedgerProof.Fault> fault() {
        return counts().or(this::tallies)
                .or(this::said)
                .map(what -> LedgerProof.Fault.of(checkpoint.month(), what));
    }

    /** Read from the tables themselves: an index may lead past a row that was put there. */
    private Optional<String> counts() {
        Checkpoint.Earlier earlier = checkpoint.earlier();
        return isCounted(RowDigest.Kind.ENTRY, earlier.entries())
                        && isCounted(RowDigest.Kind.INTERVENTION, earlier.interventions())
                        && isCounted(RowDigest.Kind.REPETITION, 0)
                ? Optional.empty()
                : Optional.of("there are more or fewer rows from before the chain than there were");
    }

    private boolean isCounted(RowDigest.Kind kind, long earlier) {
        long count = reader.number("SELECT count(*) FROM " + kind.table() + " NOT INDEXED");
        return count == earlier + walk.rows(kind);
    }

    private Optional<String> tallies() {
        String differing =
                "SELECT * FROM (%s EXCEPT %s) UNION ALL SELECT * FROM (%s EXCEPT %s) LIMIT 1"
                        .formatted(COUNTS, TALLIES, TALLIES, COUNTS);
        return reader
                .ask(
                        differing,
                        MonthReader.Question.NONE,
                        row -> "the count of " + LocalDate.ofEpochDay(row.getLong(1)))
                .stream()
                .findFirst()
                .map(day -> day + " does not fit the rows");
    }

    private Optional<String> said() {
        Set<String> references = new HashSet<>();
        List<SaidClauses> kept =
                reader.ask(
                        "SELECT texts, notice, facts FROM said",
                        MonthReader.Question.NONE,
                        row ->
                                new SaidClauses(
                                        row.getString(1), row.getString(2), row.getString(3)));
        kept.forEach(said -> references.add(said.reference()));
        List<String> named =
                reader.ask(
                        "SELECT DISTINCT clauses FROM entry WHERE clauses <> '' AND sequence > ?",
                        statement -> statement.setLong(1, checkpoint.earlier().sequence()),
                        row -> row.getString(1));
        Set<String> digests =
                new HashSet<>(
                        reader.ask(
                                "SELECT digest FROM said",
                                MonthReader.Question.NONE,
                                row -> row.getString(1)));
        return named.stream()
                .filter(reference -> !references.contains(reference))
                .findFirst()
                .map(reference -> "what was said as " + reference + " is missing or was changed")
                .or(() -> misnamed(kept, digests));
    }

    /** The digest under which something is kept is found again from what is kept. */
    private static Optional<String> misnamed(List<SaidClauses> kept, Set<String> digests) {
        return kept.stream()
                .filter(said -> !digests.contains(said.digest()))
                .findFirst()
                .map(
                        said ->
                                "what was said as "
                                        + said.reference()
                                        + " is kept under another name");
    }
}
