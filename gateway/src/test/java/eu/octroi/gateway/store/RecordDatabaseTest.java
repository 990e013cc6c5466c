// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.store.RecordDatabase.Work;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

final class RecordDatabaseTest {
    @TempDir private Path directory;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DataDirectory data;
    private RecordDatabase record;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory);
        record = RecordDatabase.open(data, meters);
    }

    @AfterEach
    void close() {
        record.close();
        data.close();
    }

    @Test
    void whatIsWrittenIsReadAndThereAfterReopening() {
        String id = record.id();
        write(insert("acme")).join();
        assertThat(names()).containsExactly("acme");

        close();
        open();

        assertThat(names()).containsExactly("acme");
        assertThat(record.id()).isEqualTo(id);
    }

    @Test
    void worksThatWaitShareOneCommit() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Integer> blocker = block(go);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(write(insert("c" + i)));
        }

        go.countDown();
        blocker.join();
        waiting.forEach(CompletableFuture::join);

        assertThat(names()).hasSize(100);
        assertThat(meters.get("octroi.record.commit.duration").timer().count()).isEqualTo(2);
    }

    @Test
    void aWorkThatFailsHarmsOnlyItself() {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Integer> blocker = write(waitFor(go));
        var before = write(insert("before"));
        var failing =
                write(
                        connection -> {
                            insert("half").on(connection);
                            return insert("before").on(connection);
                        });
        var after = write(insert("after"));

        go.countDown();

        assertThat(blocker.join()).isZero();
        before.join();
        after.join();
        assertThat(failing)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(StoreException.class);
        assertThat(names()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void afterAnErrorEverythingIsRefusedAndNobodyWaitsForEver() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        var blocker = block(go);
        var failing =
                write(
                        _ -> {
                            throw new OutOfMemoryError("in a work");
                        });
        var beside = write(insert("beside"));

        go.countDown();

        assertThat(blocker.join()).isZero();
        assertThat(failing).failsWithin(Duration.ofSeconds(10));
        assertThat(beside).failsWithin(Duration.ofSeconds(10));
        assertThat(write(insert("later"))).failsWithin(Duration.ofSeconds(10));
        assertThat(names()).isEmpty();
    }

    @Test
    void stagesCompleteInTheOrderOfTheCalls() {
        List<Integer> order = new ArrayList<>();
        CompletableFuture<?> last = CompletableFuture.completedFuture(0);

        for (int i = 0; i < 300; i++) {
            int number = i;
            last = write(insert("c" + i)).thenAccept(_ -> order.add(number));
        }

        last.join();
        assertThat(order).hasSize(300).isSorted();
    }

    @Test
    void aFullQueueRefusesInsteadOfGrowing() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        var blocker = block(go);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < RecordWriter.WAITING_MAX; i++) {
            waiting.add(write(_ -> 1));
        }
        CompletableFuture<Integer> refused = write(_ -> 1);
        boolean wasRefused = refused.isCompletedExceptionally();

        go.countDown();

        assertThat(wasRefused).isTrue();
        assertThat(blocker.join()).isZero();
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void aClosedRecordTakesNothing() {
        CompletableFuture<Integer> waiting = write(insert("acme"));
        record.close();

        assertThat(waiting).isCompletedWithValue(1);
        assertThat(write(insert("late"))).isCompletedExceptionally();
    }

    @Test
    void readersCannotWrite() {
        assertThatThrownBy(() -> record.read(insert("acme"))).isInstanceOf(StoreException.class);
    }

    @Test
    void everyCommitIsForced() {
        write(
                        connection -> {
                            try (var row =
                                    connection
                                            .createStatement()
                                            .executeQuery("PRAGMA synchronous")) {
                                assertThat(row.getInt(1)).as("FULL").isEqualTo(2);
                            }
                            try (var row =
                                    connection
                                            .createStatement()
                                            .executeQuery("PRAGMA journal_mode")) {
                                assertThat(row.getString(1)).isEqualTo("wal");
                            }
                            return 0;
                        })
                .join();
    }

    @Test
    void aRecordOfANewerVersionEndsTheStart() throws SQLException {
        record.close();
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("record.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> RecordDatabase.open(data, meters))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("use the newer version");
    }

    @Test
    void aDamagedRecordEndsTheStart() throws IOException {
        record.close();
        Files.write(data.resolve("record.db"), new byte[4096]);
        Files.writeString(data.resolve("record.db"), "this is no database at all");

        assertThatThrownBy(() -> RecordDatabase.open(data, meters))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("restore it from a backup");
    }

    /** Returns when the writer is inside a work that ends when the latch opens. */
    private CompletableFuture<Integer> block(CountDownLatch until) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> blocker =
                write(
                        connection -> {
                            begun.countDown();
                            return waitFor(until).on(connection);
                        });
        begun.await();
        return blocker;
    }

    private <T> CompletableFuture<T> write(Work<T> work) {
        return record.write(work).toCompletableFuture();
    }

    private List<String> names() {
        return record.read(
                connection -> {
                    List<String> names = new ArrayList<>();
                    try (var select = connection.createStatement();
                            var rows = select.executeQuery("SELECT name FROM controller")) {
                        while (rows.next()) {
                            names.add(rows.getString(1));
                        }
                    }
                    return names;
                });
    }

    private static Work<Integer> insert(String name) {
        return connection -> {
            try (var insert =
                    connection.prepareStatement("INSERT INTO controller (name) VALUES (?)")) {
                insert.setString(1, name);
                return insert.executeUpdate();
            }
        };
    }

    private static Work<Integer> waitFor(CountDownLatch latch) {
        return _ -> {
            try {
                latch.await();
                return 0;
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
        };
    }
}
