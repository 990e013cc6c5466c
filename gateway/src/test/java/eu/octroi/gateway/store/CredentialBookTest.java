// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.AnswerProfile;
import eu.octroi.gateway.domain.CredentialId;
import eu.octroi.gateway.domain.StreamId;
import eu.octroi.gateway.settings.Credential;
import eu.octroi.gateway.settings.Network;
import eu.octroi.gateway.settings.ReadSettings;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.CredentialBook.Added;
import eu.octroi.gateway.store.CredentialBook.Listed;
import eu.octroi.gateway.store.CredentialBook.Revoked;
import eu.octroi.gateway.store.CredentialBook.State;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is added and revoked by command, beside what stands in the configuration. */
final class CredentialBookTest {
    private static final Instant NOW = Instant.parse("2026-11-30T23:59:00Z");
    private static final Path SHIPPED = Path.of("..", "config", "octroi.yaml");
    private static final CredentialId OUTIL = new CredentialId("outil");
    private static final CredentialId LEMLIST = new CredentialId("lemlist");
    private static final String HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "a".repeat(43)
                    + " SCRAM-SHA-256$4096:c29tZXNhbHQ=$"
                    + "a".repeat(43) + "=:" + "b".repeat(43) + "=";
    private static final Credential CREDENTIAL =
            new Credential(
                    new StreamId("prospection"),
                    Optional.of(HASH),
                    true,
                    AnswerProfile.DROP_AND_REPORT,
                    List.of(Network.parse("10.1.0.0/16").orElseThrow()),
                    Optional.of(LocalDate.parse("2027-01-31")));

    @TempDir private Path directory;
    private DataDirectory data;
    private RecordDatabase record;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory.resolve("data"));
        record = RecordDatabase.open(data, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        record.close();
        data.close();
    }

    @Test
    void whatWasAddedIsThereAfterARestartAsItWasGiven() {
        assertThat(add(book(Map.of()), LEMLIST, CREDENTIAL)).isEqualTo(Added.ADDED);

        CredentialBook again = book(Map.of());

        assertThat(again.live().find(LEMLIST).orElseThrow().credential()).isEqualTo(CREDENTIAL);
        assertThat(again.list())
                .contains(
                        new Listed(
                                LEMLIST,
                                CREDENTIAL,
                                State.LIVE,
                                Optional.of(NOW),
                                Optional.empty()));
    }

    @Test
    void aNameThatIsThereOrAStreamThatIsNotIsRefused() {
        CredentialBook book = book(Map.of());
        add(book, LEMLIST, CREDENTIAL);
        Credential nowhere =
                new Credential(
                        new StreamId("nowhere"), Optional.of(HASH), false, AnswerProfile.REFUSE);

        assertThat(add(book, LEMLIST, CREDENTIAL)).isEqualTo(Added.NAME_TAKEN);
        assertThat(add(book, OUTIL, CREDENTIAL)).isEqualTo(Added.NAME_TAKEN);
        assertThat(add(book, new CredentialId("x"), nowhere)).isEqualTo(Added.NO_STREAM);
    }

    @Test
    void whatWasRevokedStaysSoAndItsNameMayBeGivenAnew() {
        CredentialBook book = book(Map.of());
        add(book, LEMLIST, CREDENTIAL);
        long issue = book.live().find(LEMLIST).orElseThrow().issue();

        assertThat(revoke(book, LEMLIST)).isEqualTo(Revoked.REVOKED);
        assertThat(revoke(book, LEMLIST)).isEqualTo(Revoked.ALREADY);
        assertThat(revoke(book, new CredentialId("nobody"))).isEqualTo(Revoked.UNKNOWN);
        assertThat(book(Map.of()).live().find(LEMLIST)).isEmpty();
        assertThat(state(book(Map.of()), LEMLIST)).isEqualTo(State.REVOKED);

        assertThat(add(book, LEMLIST, CREDENTIAL)).isEqualTo(Added.ADDED);
        assertThat(book.live().isLive(LEMLIST, issue)).isFalse();
        assertThat(state(book(Map.of()), LEMLIST)).isEqualTo(State.LIVE);
    }

    /** The password is revoked: a new one in the configuration is good. */
    @Test
    void aRevokedCredentialOfTheConfigurationStaysSoUntilItsPasswordIsAnother() {
        Map<String, String> password = Map.of("credentials.outil.password-hash", HASH);
        assertThat(revoke(book(password), OUTIL)).isEqualTo(Revoked.REVOKED);

        assertThat(book(password).live().find(OUTIL)).isEmpty();
        assertThat(state(book(password), OUTIL)).isEqualTo(State.REVOKED);
        assertThat(revoke(book(password), OUTIL)).isEqualTo(Revoked.ALREADY);
        Map<String, String> renewed =
                Map.of("credentials.outil.password-hash", HASH.replace("bbbb=", "bbbc="));
        assertThat(book(renewed).live().find(OUTIL)).isPresent();
        assertThat(revoke(book(Map.of()), OUTIL)).isEqualTo(Revoked.NO_PASSWORD);
        assertThat(state(book(Map.of()), OUTIL)).isEqualTo(State.TRUSTED_ONLY);
    }

    @Test
    void aNameInBothPlacesEndsTheStartUntilOneOfThemIsGone() {
        add(book(Map.of()), LEMLIST, CREDENTIAL);
        Map<String, String> clash =
                Map.of(
                        "credentials.lemlist.stream", "prospection",
                        "credentials.lemlist.password-hash", HASH);

        assertThatThrownBy(() -> book(clash))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("credentials.lemlist: is in the record too");
        assertThat(CredentialBook.problems(settings(clash))).hasSize(1);

        CredentialBook repairing =
                CredentialBook.repairing(record, settings(clash), Clock.systemUTC());
        assertThat(revoke(repairing, LEMLIST)).isEqualTo(Revoked.REVOKED);
        assertThat(book(clash).live().find(LEMLIST)).isPresent();
        assertThat(CredentialBook.problems(settings(clash))).isEmpty();
    }

    @Test
    void itExpiresOnItsDay() {
        CredentialBook book = book(Map.of());
        add(book, LEMLIST, CREDENTIAL);

        Clock later = Clock.fixed(Instant.parse("2027-01-31T00:00:00Z"), ZoneOffset.UTC);
        CredentialBook then = CredentialBook.open(record, settings(Map.of()), later);

        assertThat(then.live().find(LEMLIST)).isEmpty();
        assertThat(state(then, LEMLIST)).isEqualTo(State.EXPIRED);
    }

    @Test
    void theDayOfItsLastUseIsKept() {
        CredentialBook book = book(Map.of());

        book.live().used(OUTIL);
        book.live().used(OUTIL);

        await().untilAsserted(
                        () ->
                                assertThat(listed(book(Map.of()), OUTIL).lastUsed())
                                        .contains(LocalDate.parse("2026-11-30")));
    }

    private static Added add(CredentialBook book, CredentialId id, Credential credential) {
        return book.add(id, credential).toCompletableFuture().join();
    }

    private static Revoked revoke(CredentialBook book, CredentialId id) {
        return book.revoke(id).toCompletableFuture().join();
    }

    private static State state(CredentialBook book, CredentialId id) {
        return listed(book, id).state();
    }

    private static Listed listed(CredentialBook book, CredentialId id) {
        return book.list().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    private CredentialBook book(Map<String, String> overrides) {
        return CredentialBook.open(
                record, settings(overrides), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Settings settings(Map<String, String> overrides) {
        return ReadSettings.of(SHIPPED, new HashMap<>(overrides), Optional.of(data.root()));
    }
}
