// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.settings.Controller;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The numbers under which the record knows the controllers: assigned once, never reused. Immutable.
 */
public final class ControllerNumbers {
    private final Map<ControllerId, ControllerNumber> numbers;
    private final Map<ControllerNumber, ControllerId> names;

    private ControllerNumbers(Map<ControllerId, ControllerNumber> numbers) {
        this.numbers = Map.copyOf(numbers);
        Map<ControllerNumber, ControllerId> inverse = new HashMap<>();
        numbers.forEach((name, number) -> inverse.put(number, name));
        this.names = Map.copyOf(inverse);
    }

    /**
     * Matches the configuration with the record: knows the known, renames the renamed, numbers the
     * new.
     *
     * @throws StoreException when a controller with entries is not configured, because its
     *     oppositions would bind nobody; {@code renamed-from} or {@code retired} solve it
     */
    public static ControllerNumbers assign(
            RecordDatabase record, Map<ControllerId, Controller> configured) {
        return Fingerprints.await(record.write(connection -> assign(connection, configured)));
    }

    /** The number of a configured controller. */
    public ControllerNumber of(ControllerId id) {
        return Optional.ofNullable(numbers.get(id))
                .orElseThrow(() -> new IllegalArgumentException("no controller " + id));
    }

    /** The configured name of a number; empty for one that is gone from the configuration. */
    public Optional<ControllerId> nameOf(ControllerNumber number) {
        return Optional.ofNullable(names.get(number));
    }

    private static ControllerNumbers assign(
            Connection connection, Map<ControllerId, Controller> configured) throws SQLException {
        checkRenames(configured);
        Map<String, Integer> known = known(connection);
        for (Map.Entry<ControllerId, Controller> entry : configured.entrySet()) {
            enter(connection, known, entry.getKey().value(), entry.getValue());
        }
        checkMissing(connection, configured, known(connection));
        Map<ControllerId, ControllerNumber> numbers = new HashMap<>();
        known(connection)
                .forEach(
                        (name, number) -> {
                            var id = new ControllerId(name);
                            if (configured.containsKey(id)) {
                                numbers.put(id, new ControllerNumber(number));
                            }
                        });
        return new ControllerNumbers(numbers);
    }

    private static void checkRenames(Map<ControllerId, Controller> configured) {
        configured.forEach(
                (name, controller) ->
                        controller
                                .renamedFrom()
                                .filter(configured::containsKey)
                                .ifPresent(
                                        before -> {
                                            throw new StoreException(
                                                    """
                                                    controller "%s" is renamed-from "%s", which is \
                                                    still configured: remove one of the two\
                                                    """
                                                            .formatted(name, before));
                                        }));
    }

    private static void enter(
            Connection connection, Map<String, Integer> known, String name, Controller controller)
            throws SQLException {
        Optional<String> before = controller.renamedFrom().map(ControllerId::value);
        if (known.containsKey(name)) {
            return;
        }
        boolean isRenamed = before.filter(known::containsKey).isPresent();
        before.ifPresent(known::remove);
        String sql =
                isRenamed
                        ? "UPDATE controller SET name = ? WHERE name = ?"
                        : "INSERT INTO controller (name) VALUES (?)";
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, name);
            if (isRenamed) {
                change.setString(2, before.orElseThrow());
            }
            change.executeUpdate();
        }
    }

    private static void checkMissing(
            Connection connection,
            Map<ControllerId, Controller> configured,
            Map<String, Integer> known)
            throws SQLException {
        for (Map.Entry<String, Integer> entry : known.entrySet()) {
            if (!configured.containsKey(new ControllerId(entry.getKey()))
                    && hasEntries(connection, entry.getValue())) {
                throw new StoreException(
                        """
                        controller "%s" has entries in the suppression list but is not configured: \
                        put it back, say "renamed-from: %1$s" at its new name, or "retired: true"; \
                        configured are %s\
                        """
                                .formatted(entry.getKey(), names(configured)));
            }
        }
    }

    private static List<String> names(Map<ControllerId, Controller> configured) {
        return configured.keySet().stream().map(ControllerId::value).sorted().toList();
    }

    private static Map<String, Integer> known(Connection connection) throws SQLException {
        Map<String, Integer> known = new TreeMap<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT name, number FROM controller")) {
            while (rows.next()) {
                known.put(rows.getString(1), rows.getInt(2));
            }
        }
        return known;
    }

    private static boolean hasEntries(Connection connection, int number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT EXISTS (SELECT 1 FROM suppression_kind WHERE controller = ?)")) {
            select.setInt(1, number);
            ResultSet rows = select.executeQuery();
            return rows.next() && rows.getBoolean(1);
        }
    }
}
