// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.address;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.KeyRing.Purpose;
import eu.octroi.gateway.store.RecordDatabase;
import eu.octroi.gateway.store.StoreException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What was recorded under an old address key goes on being found (B-08). */
final class KeyRotationTest {
    private static final String DIGEST = "md5:8755a7666997683d33db474f507a528e";

    @TempDir private Path directory;
    private OpenList open;
    private PersonKey oldLink;

    @BeforeEach
    void aListFromBeforeTheRotation() {
        open = OpenList.in(directory);
        add("old@x.fr", Reason.OPPOSITION);
        add("bounced@x.fr", Reason.HARD_BOUNCE);
        add("@old.example", Reason.OPPOSITION);
        add(DIGEST, Reason.OPPOSITION);
        oldLink = open.list.personKey(ACME, address("linked@x.fr"));
        open.close();
        rotate();
        open = OpenList.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void entriesOfBothVersionsAreFound() {
        add("new@x.fr", Reason.OPPOSITION);

        assertThat(List.of("old@x.fr", "new@x.fr", "any@old.example", "jo@x.fr"))
                .allMatch(open::isSuppressed);
        assertThat(open.isSuppressed("else@x.fr")).isFalse();
        assertThat(open.list.stats().keyVersions()).containsExactly(2, 1);
        assertThat(versions()).containsExactlyInAnyOrder("1", "1", "1", "1", "2");
    }

    @Test
    void aLinkFromBeforeStillWorksAndIsFound() {
        open.list.oppose(ACME, oldLink, Channel.ONE_CLICK).toCompletableFuture().join();

        assertThat(open.isSuppressed("Linked@x.fr")).isTrue();
        assertThat(open.list.personKey(ACME, address("linked@x.fr"))).isNotEqualTo(oldLink);
    }

    @Test
    void whoOpposedBeforeIsNotEnteredTwice() {
        Change again = add("old@x.fr", Reason.OPPOSITION);

        assertThat(again.isNew()).isFalse();
        assertThat(open.events()).isEqualTo(4);
    }

    @Test
    void whatStandsUnderTheOldKeyCanBeLifted() {
        Removal removal =
                open.list
                        .remove(ACME, person("bounced@x.fr"), Reason.HARD_BOUNCE, "it is back")
                        .toCompletableFuture()
                        .join();

        assertThat(removal).isEqualTo(Removal.REMOVED);
        assertThat(open.isSuppressed("bounced@x.fr")).isFalse();
    }

    @Test
    void theOldVersionCannotBeTakenAway() throws IOException {
        Path file = directory.resolve("keys/address");
        String both = Files.readString(file);
        open.close();
        Files.writeString(
                file,
                both.lines().filter(l -> !l.startsWith("1 ")).collect(Collectors.joining("\n")));

        try (var data = DataDirectory.open(directory);
                var record = RecordDatabase.open(data, new SimpleMeterRegistry())) {
            assertThatThrownBy(() -> KeyRing.open(Purpose.ADDRESS, file, record))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("version 1 of the address key is missing");
        }

        Files.writeString(file, both);
        open = OpenList.in(directory);
    }

    @Test
    void aThirdVersionChangesNothingForTheFirst() {
        open.close();
        rotate();

        open = OpenList.in(directory);

        assertThat(open.isSuppressed("old@x.fr")).isTrue();
        assertThat(open.list.stats().keyVersions()).containsExactly(3, 2, 1);
    }

    private void rotate() {
        try (var data = DataDirectory.open(directory);
                var record = RecordDatabase.open(data, new SimpleMeterRegistry())) {
            KeyRing.rotate(Purpose.ADDRESS, directory.resolve("keys/address"), record);
        }
    }

    private List<String> versions() {
        StringWriter exported = new StringWriter();
        try {
            open.list.export(ACME, exported);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return exported.toString().lines().skip(1).map(line -> line.split(",")[1]).toList();
    }

    private Change add(String who, Reason reason) {
        Subject subject = SubjectText.parse(who).orElseThrow();
        return open.list.add(ACME, subject, reason, Channel.API).toCompletableFuture().join();
    }
}
