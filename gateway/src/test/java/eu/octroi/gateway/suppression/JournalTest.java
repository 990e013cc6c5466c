// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.NOW;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Sha256;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** What a check of the list finds and what it does not take for a fault (B-28). */
final class JournalTest {
    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void aListWithAllKindsOfChanges() {
        open = OpenList.in(directory);
        add("jo@x.fr", Reason.OPPOSITION);
        importList(25_000);
        add("al@x.fr", Reason.HARD_BOUNCE);
        open.list
                .remove(ACME, person("al@x.fr"), Reason.HARD_BOUNCE, "the mailbox is back")
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void aListNobodyTouchedIsSound() {
        Verification found = verify();

        assertThat(found.isSound()).isTrue();
        assertThat(found.events()).isEqualTo(25_003);
        assertThat(found.unlinked()).isZero();
        assertThat(found.imports()).isEqualTo(1);
        assertThat(found.keys()).isEqualTo(25_001);
    }

    @Test
    void aRestoredRecordReplaysToTheSameState() throws IOException {
        Verification before = verify();
        open.close();
        try (Stream<Path> files = Files.list(directory.resolve("suppression"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        open = OpenList.in(directory);

        assertThat(verify()).isEqualTo(before);
        assertThat(open.isSuppressed("jo@x.fr")).isTrue();
    }

    @Test
    void theSameListAgainIsOneMoreImportAndNoOtherState() {
        Verification before = verify();

        importList(25_000);

        Verification after = verify();
        assertThat(after.state()).isEqualTo(before.state());
        assertThat(after.events()).isEqualTo(before.events());
        assertThat(after.imports()).isEqualTo(2);
        assertThat(after.isSound()).isTrue();
    }

    @Test
    void theImportIsOneRowWithItsDigestAndCounts() {
        TakenImport taken =
                log().links(0).stream()
                        .filter(link -> link.what() == Link.What.IMPORT)
                        .flatMap(link -> log().imported(link.position()).stream())
                        .findFirst()
                        .orElseThrow();

        assertThat(taken.sha256()).isEqualTo(Sha256.hex(list(25_000)));
        assertThat(taken.octets()).isEqualTo(list(25_000).length());
        assertThat(taken.counts()).isEqualTo(new TakenImport.Counts(25_000, 25_000, 0, 0, 0, 0));
        assertThat(taken.asOf()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    UPDATE suppression_event SET since_s = since_s + 1 WHERE sequence = 17000
                    UPDATE suppression_event SET reason = 7 WHERE sequence = 1
                    UPDATE suppression_event SET controller = 2 WHERE sequence = 1
                    UPDATE suppression_event SET at_ms = at_ms - 1 WHERE sequence = 25002
                    UPDATE suppression_event SET why = 'other' WHERE sequence = 25003
                    UPDATE suppression_event SET key = zeroblob(16) WHERE sequence = 25000
                    DELETE FROM suppression_event WHERE sequence = 24000
                    DELETE FROM suppression_event WHERE sequence = 25003
                    INSERT INTO suppression_event SELECT 25004, at_ms, since_s, 2, controller, \
                    key, key_version, kind, reason, channel, why FROM suppression_event \
                    WHERE sequence = 1
                    UPDATE suppression_link SET digest = zeroblob(32) WHERE position = 2
                    DELETE FROM suppression_link WHERE position = 3
                    DELETE FROM suppression_link WHERE position = 0
                    UPDATE suppression_import SET added = added - 1
                    DELETE FROM suppression_import
                    """)
    void oneChangedRowShows(String change) {
        String checkpoint = verify().checkpoint();

        sql(change);

        assertThat(open.list.verify(Optional.of(checkpoint), (_, _, _) -> {}).broken()).isPresent();
        assertThat(verify().broken()).isPresent();
    }

    @Test
    void anEndThatWasCutOffShowsAgainstACheckpoint() {
        String checkpoint = verify().checkpoint();

        sql("DELETE FROM suppression_event WHERE sequence = 25003");
        sql("DELETE FROM suppression_link WHERE last = 25003");

        assertThat(verify().broken()).isEmpty();
        assertThat(open.list.verify(Optional.of(checkpoint), (_, _, _) -> {}).broken())
                .hasValueSatisfying(b -> assertThat(b).contains(checkpoint));
    }

    @Test
    void anOldCheckpointStaysInTheJournal() {
        String checkpoint = verify().checkpoint();

        add("later@x.fr", Reason.COMPLAINT);

        assertThat(open.list.verify(Optional.of(checkpoint), (_, _, _) -> {}).isSound()).isTrue();
    }

    @Test
    void anIndexThatForgotOneKeyShows() {
        PersonKey jo = open.list.personKey(ACME, OpenList.address("jo@x.fr"));
        Marks nothing = Marks.none(ACME, Kind.PERSON);

        open.list.keeper().index().put(jo, nothing);

        Verification found = verify();
        assertThat(found.broken()).isEmpty();
        assertThat(found.differing()).isEqualTo(1);
        assertThat(found.isSound()).isFalse();
    }

    @Test
    void rowsFromBeforeTheJournalAreCountedAndReplayed() {
        sql("DELETE FROM suppression_link");
        sql("DELETE FROM suppression_import");
        sql("INSERT INTO suppression_link VALUES (0, 0, 1, 25003, zeroblob(32))");

        add("later@x.fr", Reason.OPPOSITION);

        Verification found = verify();
        assertThat(found.unlinked()).isEqualTo(25_003);
        assertThat(found.events()).isEqualTo(25_004);
        assertThat(found.isSound()).isTrue();
    }

    private Verification verify() {
        return open.list.verify(Optional.empty(), (_, _, _) -> {});
    }

    private SuppressionLog log() {
        return new SuppressionLog(open.record, Clock.systemUTC());
    }

    private void add(String who, Reason reason) {
        open.list.add(ACME, person(who), reason, Channel.API).toCompletableFuture().join();
    }

    private static String list(int lines) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            list.append("user").append(i).append("@x.fr\n");
        }
        return list.toString();
    }

    private void importList(int lines) {
        var in = new ByteArrayInputStream(list(lines).getBytes(StandardCharsets.US_ASCII));
        try {
            open.list.importList(
                    ACME, in, new ImportOptions(Reason.OPPOSITION, false), (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sql(String change) {
        open.record
                .write(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                return statement.executeUpdate(change);
                            }
                        })
                .toCompletableFuture()
                .join();
    }
}
