// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.Sha256;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Position;
import eu.octroi.gateway.settings.Problem;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.CredentialRows.Revocation;
import eu.octroi.gateway.store.CredentialRows.Row;
import eu.octroi.gateway.store.LiveCredentials.Live;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All SMTP users: those of the configuration, and those that were added by command and are in the
 * record. A name is in one of the two. What is added or revoked holds from the moment at which it
 * is forced. Thread-safe.
 */
public final class CredentialBook {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialBook.class);

    private final RecordDatabase record;
    private final Settings settings;
    private final Clock clock;
    private final LiveCredentials live;
    private final AtomicLong issues = new AtomicLong();

    private CredentialBook(RecordDatabase record, Settings settings, Clock clock) {
        this.record = record;
        this.settings = settings;
        this.clock = clock;
        this.live = new LiveCredentials(this::used, clock);
    }

    /** What came of adding one. */
    public enum Added {
        ADDED,
        /** There is one of that name that is not revoked. */
        NAME_TAKEN,
        /** The configuration has no such stream. */
        NO_STREAM
    }

    /** What came of revoking one. */
    public enum Revoked {
        REVOKED,
        /** It was revoked before. */
        ALREADY,
        UNKNOWN,
        /** It has no password: it is a trusted network's, which the configuration alone can end. */
        NO_PASSWORD
    }

    /** How one stands. */
    public enum State {
        LIVE,
        /** It has no password and can only be a trusted network's. */
        TRUSTED_ONLY,
        EXPIRED,
        REVOKED
    }

    /**
     * One of them, for people. Immutable.
     *
     * @param created when it was added; empty for one of the configuration
     * @param lastUsed the day, UTC
     */
    public record Listed(
            CredentialId id,
            Credential credential,
            State state,
            Optional<Instant> created,
            Optional<LocalDate> lastUsed) {}

    /**
     * Reads all of them; blocking.
     *
     * @throws StoreException when record and configuration do not go together
     */
    public static CredentialBook open(RecordDatabase record, Settings settings, Clock clock) {
        List<Problem> problems = problems(settings, record.read(CredentialRows::all));
        if (!problems.isEmpty()) {
            throw new StoreException(problems.getFirst().toString());
        }
        return repairing(record, settings, clock);
    }

    /** The same for whoever is about to set right what does not go together. */
    public static CredentialBook repairing(
            RecordDatabase record, Settings settings, Clock clock) {
        CredentialBook book = new CredentialBook(record, settings, clock);
        Set<Revocation> revoked = record.read(CredentialRows::revocations);
        settings.credentials()
                .forEach(
                        (id, credential) -> {
                            if (!revoked.contains(revocation(id, credential))) {
                                book.live.put(id, book.issued(credential));
                            }
                        });
        record.read(CredentialRows::all).stream()
                .filter(row -> row.revoked().isEmpty())
                .forEach(row -> book.live.put(row.id(), book.issued(row.credential())));
        return book;
    }

    /**
     * What is wrong between the configuration and the record, without changing anything; also
     * while a gateway runs. Blocking.
     *
     * @throws StoreException when the record is there and cannot be read
     */
    public static List<Problem> problems(Settings settings) {
        Path file = settings.data().resolve("record.db");
        if (!Files.exists(file)) {
            return List.of();
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout((int) Duration.ofSeconds(10).toMillis());
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + file, config.toProperties())) {
            return hasTable(connection)
                    ? problems(settings, CredentialRows.all(connection))
                    : List.of();
        } catch (SQLException e) {
            throw new StoreException("the record cannot be read: " + e.getMessage(), e);
        }
    }

    /** Those that may send now. */
    public LiveCredentials live() {
        return live;
    }

    /**
     * Adds one with a password; completes when it is forced and good.
     *
     * <p>Fails with {@link StoreException} when the record cannot take it.
     */
    public CompletionStage<Added> add(CredentialId id, Credential credential) {
        if (!settings.streams().containsKey(credential.stream())) {
            return CompletableFuture.completedStage(Added.NO_STREAM);
        }
        if (settings.credentials().containsKey(id)) {
            return CompletableFuture.completedStage(Added.NAME_TAKEN);
        }
        Instant now = clock.instant();
        return record.write(c -> CredentialRows.insert(c, id, credential, now))
                .thenApply(
                        isNew -> {
                            if (!isNew) {
                                return Added.NAME_TAKEN;
                            }
                            live.put(id, issued(credential));
                            LOG.info(
                                    "event=credential-added credential={} stream={}",
                                    id,
                                    credential.stream());
                            return Added.ADDED;
                        });
    }

    /**
     * Revokes one; when it completes, nobody sends with it any more, here or after a restart.
     *
     * <p>Fails with {@link StoreException} when the record cannot take it: then it still holds.
     */
    public CompletionStage<Revoked> revoke(CredentialId id) {
        Instant now = clock.instant();
        Optional<Credential> configured = Optional.ofNullable(settings.credentials().get(id));
        return record.write(c -> revoke(c, id, configured, now))
                .thenApply(what -> revoked(id, what));
    }

    /** All of them by name, revoked ones too; blocking. */
    public List<Listed> list() {
        Map<CredentialId, LocalDate> uses = record.read(CredentialRows::uses);
        Set<Revocation> revoked = record.read(CredentialRows::revocations);
        List<Listed> all = new ArrayList<>();
        settings.credentials()
                .forEach(
                        (id, credential) ->
                                all.add(
                                        new Listed(
                                                id,
                                                credential,
                                                state(
                                                        credential,
                                                        revoked.contains(
                                                                revocation(id, credential))),
                                                Optional.empty(),
                                                Optional.ofNullable(uses.get(id)))));
        for (Row row : record.read(CredentialRows::all)) {
            all.add(
                    new Listed(
                            row.id(),
                            row.credential(),
                            state(row.credential(), row.revoked().isPresent()),
                            Optional.of(row.created()),
                            Optional.ofNullable(uses.get(row.id()))));
        }
        all.sort(Comparator.comparing(listed -> listed.id().value()));
        return all;
    }

    private State state(Credential credential, boolean isRevoked) {
        if (isRevoked) {
            return State.REVOKED;
        }
        if (credential.hasExpiredOn(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
            return State.EXPIRED;
        }
        return credential.passwordHash().isPresent() ? State.LIVE : State.TRUSTED_ONLY;
    }

    /** Should a name be in both places, the one in the record ends first: it is one too many. */
    private static Revoked revoke(
            Connection connection, CredentialId id, Optional<Credential> configured, Instant now)
            throws SQLException {
        if (CredentialRows.revoke(connection, id, now)) {
            return Revoked.REVOKED;
        }
        if (configured.isPresent()) {
            if (configured.get().passwordHash().isEmpty()) {
                return Revoked.NO_PASSWORD;
            }
            boolean isNew =
                    CredentialRows.revoke(connection, revocation(id, configured.get()), now);
            return isNew ? Revoked.REVOKED : Revoked.ALREADY;
        }
        return CredentialRows.all(connection).stream().anyMatch(row -> row.id().equals(id))
                ? Revoked.ALREADY
                : Revoked.UNKNOWN;
    }

    private Revoked revoked(CredentialId id, Revoked what) {
        if (what == Revoked.REVOKED) {
            live.remove(id);
            LOG.info("event=credential-revoked credential={}", id);
        }
        return what;
    }

    /** Nobody waits for it, and the next day brings the next one. */
    private void used(CredentialId id, long day) {
        var _ =
                record.write(c -> CredentialRows.used(c, id, day))
                        .exceptionally(
                                failure -> {
                                    LOG.warn(
                                            "event=credential-use-lost credential={} error=\"{}\"",
                                            id,
                                            failure.toString());
                                    return false;
                                });
    }

    private Live issued(Credential credential) {
        return new Live(credential, issues.incrementAndGet());
    }

    private static Revocation revocation(CredentialId id, Credential credential) {
        return new Revocation(id, Sha256.hex(credential.passwordHash().orElse("")));
    }

    private static List<Problem> problems(Settings settings, List<Row> rows) {
        List<Problem> problems = new ArrayList<>();
        for (Row row : rows) {
            if (row.revoked().isEmpty() && settings.credentials().containsKey(row.id())) {
                problems.add(
                        problem(
                                row,
                                "is in the record too: give the one in the configuration another"
                                        + " name, or end the other by octroi credential revoke"));
            } else if (row.revoked().isEmpty()
                    && !settings.streams().containsKey(row.credential().stream())) {
                problems.add(
                        problem(
                                row,
                                "is in the record for the stream "
                                        + row.credential().stream()
                                        + ", which the configuration has not: put it back, or"
                                        + " octroi credential revoke"));
            }
        }
        return problems;
    }

    private static Problem problem(Row row, String rule) {
        return new Problem(
                new Position("record.db", 0, 0), "credentials." + row.id(), Optional.empty(), rule);
    }

    private static boolean hasTable(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery(
                                "SELECT 1 FROM sqlite_schema WHERE name = 'credential'")) {
            return rows.next();
        }
    }
}
