// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.Language;
import eu.octroi.gateway.settings.Controller;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

final class ControllerNumbersTest {
    private static final ControllerId ACME = new ControllerId("acme");
    private static final ControllerId APEX = new ControllerId("apex");

    @TempDir private Path directory;
    private DataDirectory data;
    private RecordDatabase record;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory);
        record = RecordDatabase.open(data, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        record.close();
        data.close();
    }

    @Test
    void aControllerKeepsItsNumber() {
        ControllerNumber first = assign(Map.of(ACME, controller(Optional.empty()))).of(ACME);

        var again =
                assign(
                        Map.of(
                                ACME,
                                controller(Optional.empty()),
                                APEX,
                                controller(Optional.empty())));

        assertThat(again.of(ACME)).isEqualTo(first);
        assertThat(again.of(APEX)).isNotEqualTo(first);
        assertThat(again.nameOf(first)).contains(ACME);
    }

    @Test
    void aRenamedControllerKeepsItsNumber() {
        ControllerNumber before = assign(Map.of(ACME, controller(Optional.empty()))).of(ACME);
        addEntry(before);

        var after = assign(Map.of(APEX, controller(Optional.of(ACME))));

        assertThat(after.of(APEX)).isEqualTo(before);
        assertThat(assign(Map.of(APEX, controller(Optional.of(ACME)))).of(APEX)).isEqualTo(before);
    }

    @Test
    void aControllerWithEntriesThatIsGoneEndsTheStart() {
        addEntry(assign(Map.of(ACME, controller(Optional.empty()))).of(ACME));

        assertThatThrownBy(() -> assign(Map.of(APEX, controller(Optional.empty()))))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("controller \"acme\" has entries")
                .hasMessageContaining("renamed-from: acme")
                .hasMessageContaining("retired: true");
    }

    @Test
    void aFailedStartLeavesNoTrace() {
        addEntry(assign(Map.of(ACME, controller(Optional.empty()))).of(ACME));
        assertThatThrownBy(() -> assign(Map.of(APEX, controller(Optional.empty()))))
                .isInstanceOf(StoreException.class);

        var renamed = assign(Map.of(APEX, controller(Optional.of(ACME))));

        assertThat(renamed.of(APEX)).isEqualTo(new ControllerNumber(1));
    }

    @Test
    void aControllerWithoutEntriesMayGoAndItsNumberIsNotReused() {
        ControllerNumber gone = assign(Map.of(ACME, controller(Optional.empty()))).of(ACME);

        var left = assign(Map.of(APEX, controller(Optional.empty())));

        assertThat(left.of(APEX)).isNotEqualTo(gone);
        assertThat(left.nameOf(gone)).isEmpty();
    }

    @Test
    void aNameCannotBeOldAndNewAtOnce() {
        var both = Map.of(ACME, controller(Optional.empty()), APEX, controller(Optional.of(ACME)));

        assertThatThrownBy(() -> assign(both))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("still configured");
    }

    private ControllerNumbers assign(Map<ControllerId, Controller> configured) {
        return ControllerNumbers.assign(record, configured);
    }

    private void addEntry(ControllerNumber controller) {
        record.write(
                        connection -> {
                            try (var insert =
                                    connection.prepareStatement(
                                            "INSERT INTO suppression_kind VALUES (?, 1)")) {
                                insert.setInt(1, controller.value());
                                return insert.executeUpdate();
                            }
                        })
                .toCompletableFuture()
                .join();
    }

    private static Controller controller(Optional<ControllerId> renamedFrom) {
        return new Controller(
                "Acme SAS",
                "RCS Paris 1",
                "1 rue X, 75001 Paris",
                "dpo@acme.example",
                "Acme",
                Language.FR,
                false,
                Optional.empty(),
                "octroi-1",
                renamedFrom,
                false,
                Map.of(),
                Controller.Notice.NONE);
    }
}
