// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.domain.StreamClass;
import eu.octroi.gateway.settings.ClauseTexts;
import eu.octroi.gateway.settings.Position;
import eu.octroi.gateway.settings.Problem;
import eu.octroi.gateway.settings.Settings;

import org.sqlite.SQLiteConfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The clause texts that were ever in use, kept whole in the record. Texts count as used from
 * the first start at which a stream names their set; from then on their file may not change.
 */
public final class UsedClauses {
    private static final String RULE =
            "was in use with other words: put them back, and give the new ones a new version";

    private UsedClauses() {}

    /**
     * What is wrong with the texts of the configuration beside what was used before, without
     * changing anything; also while a gateway runs. Blocking.
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
            return hasTable(connection) ? problems(settings, known(connection)) : List.of();
        } catch (SQLException e) {
            throw new StoreException("the record cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Keeps the texts that the streams use; blocking.
     *
     * @throws StoreException when texts changed after they were used
     */
    public static void keep(RecordDatabase record, Settings settings, Clock clock) {
        List<Problem> problems = problems(settings, record.read(UsedClauses::known));
        if (!problems.isEmpty()) {
            throw new StoreException(problems.getFirst().toString());
        }
        Fingerprints.await(
                record.write(connection -> insert(connection, inUse(settings), clock.millis())));
    }

    /** Texts that were in use, by the SHA-256 of their file; blocking. */
    public static Optional<ClauseTexts> texts(RecordDatabase record, String sha256) {
        return record.read(connection -> file(connection, sha256)).flatMap(ClauseTexts::read);
    }

    /** The same over a record at rest. */
    public static Optional<ClauseTexts> texts(RestingRecord record, String sha256) {
        return record.read(connection -> file(connection, sha256)).flatMap(ClauseTexts::read);
    }

    private static List<Problem> problems(Settings settings, Map<String, String> known) {
        List<Problem> problems = new ArrayList<>();
        for (ClauseTexts texts : inUse(settings)) {
            String before = known.getOrDefault(texts.name(), texts.sha256());
            if (!before.equals(texts.sha256())) {
                Position file = new Position(texts.name() + ".yaml", 0, 0);
                problems.add(new Problem(file, "set", Optional.of(texts.set()), RULE));
            }
        }
        return problems;
    }

    private static List<ClauseTexts> inUse(Settings settings) {
        Map<String, ClauseTexts> used = new TreeMap<>();
        settings.streams().values().stream()
                .filter(stream -> stream.streamClass() == StreamClass.PROSPECTING)
                .map(settings::clauseSetOf)
                .forEach(
                        set -> {
                            for (Language language : Language.values()) {
                                ClauseTexts texts = settings.clauses().texts(set, language);
                                used.put(texts.name(), texts);
                            }
                        });
        return List.copyOf(used.values());
    }

    private static boolean hasTable(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery(
                                "SELECT 1 FROM sqlite_schema WHERE name = 'clause_texts'")) {
            return rows.next();
        }
    }

    private static Map<String, String> known(Connection connection) throws SQLException {
        Map<String, String> known = new HashMap<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT name, sha256 FROM clause_texts")) {
            while (rows.next()) {
                known.put(rows.getString(1), rows.getString(2));
            }
        }
        return known;
    }

    private static int insert(Connection connection, List<ClauseTexts> used, long now)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT OR IGNORE INTO clause_texts VALUES (?, ?, ?, ?)")) {
            for (ClauseTexts texts : used) {
                insert.setString(1, texts.name());
                insert.setString(2, texts.sha256());
                insert.setString(3, texts.file());
                insert.setLong(4, now);
                insert.executeUpdate();
            }
        }
        return used.size();
    }

    private static Optional<String> file(Connection connection, String sha256) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT file FROM clause_texts WHERE sha256 = ?")) {
            select.setString(1, sha256);
            ResultSet rows = select.executeQuery();
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }
}
