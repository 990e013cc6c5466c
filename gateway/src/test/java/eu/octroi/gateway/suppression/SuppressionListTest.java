// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.suppression;

import static eu.octroi.gateway.suppression.OpenList.ACME;
import static eu.octroi.gateway.suppression.OpenList.OTHER;
import static eu.octroi.gateway.suppression.OpenList.address;
import static eu.octroi.gateway.suppression.OpenList.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.Scope;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.suppression.Subject.Algorithm;
import eu.octroi.gateway.suppression.Subject.Domain;
import eu.octroi.gateway.suppression.Subject.Hashed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

final class SuppressionListTest {
    private static final int GROWN = 95_000;

    @TempDir private Path directory;
    private OpenList open;

    @BeforeEach
    void open() {
        open = OpenList.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void nobodyIsSuppressedInAnEmptyList() {
        assertThat(open.isSuppressed("jo@acme.fr")).isFalse();
    }

    @Test
    void anOppositionHoldsForEverySpellingOfThePerson() {
        add(person("j.dupont+x@googlemail.com"), Reason.OPPOSITION);

        assertThat(open.list.find(ACME, address("JDupont@gmail.com")))
                .contains(new SuppressionEntry(Scope.PERSON, Reason.OPPOSITION, OpenList.NOW));
        assertThat(open.isSuppressed("k.dupont@gmail.com")).isFalse();
    }

    @Test
    void anOppositionToOneControllerIsUnknownToAnother() {
        add(person("jo@acme.fr"), Reason.OPPOSITION);

        assertThat(open.list.find(OTHER, address("jo@acme.fr"))).isEmpty();
        assertThat(open.list.personKey(OTHER, address("jo@acme.fr")))
                .isNotEqualTo(open.list.personKey(ACME, address("jo@acme.fr")));
    }

    @ParameterizedTest
    @CsvSource({
        "x.fr, false, jo@x.fr, true",
        "x.fr, false, jo@X.FR, true",
        "x.fr, false, jo@mail.x.fr, false",
        "x.fr, true, jo@x.fr, true",
        "x.fr, true, jo@a.b.x.fr, true",
        "x.fr, true, jo@yx.fr, false",
        "münchen.example, true, jo@mail.xn--mnchen-3ya.example, true"
    })
    void aDomainEntryReachesItsMailboxes(
            String domain, boolean below, String recipient, boolean suppressed) {
        add(new Domain(domain, below), Reason.MANUAL);

        assertThat(open.isSuppressed(recipient)).isEqualTo(suppressed);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aDigestFromAnotherListStopsItsAddress(Algorithm algorithm) throws Exception {
        byte[] digest =
                MessageDigest.getInstance(algorithm.javaName())
                        .digest("jo@acme.fr".getBytes(StandardCharsets.UTF_8));

        add(new Hashed(algorithm, HexFormat.of().formatHex(digest)), Reason.EXTERNAL_LIST);

        assertThat(open.isSuppressed("Jo@Acme.FR")).isTrue();
        assertThat(open.isSuppressed("al@acme.fr")).isFalse();
    }

    @Test
    void repeatingAnOppositionYieldsTheSameReferenceAndNoSecondEvent() {
        PersonKey jo = open.list.personKey(ACME, address("jo@acme.fr"));
        Change first = open.list.oppose(ACME, jo, Channel.ONE_CLICK).toCompletableFuture().join();

        for (int i = 0; i < 100; i++) {
            Change again = open.list.oppose(ACME, jo, Channel.PAGE).toCompletableFuture().join();
            assertThat(again.reference()).isEqualTo(first.reference());
            assertThat(again.isNew()).isFalse();
        }

        assertThat(first.isNew()).isTrue();
        assertThat(jo.toString()).startsWith(first.reference());
        assertThat(open.events()).isEqualTo(1);
        assertThat(open.isSuppressed("jo@acme.fr")).isTrue();
    }

    @Test
    void oppositionsOfTheSamePersonAtTheSameMomentAreOneEvent() {
        PersonKey jo = open.list.personKey(ACME, address("jo@acme.fr"));
        List<CompletableFuture<Change>> all = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            all.add(open.list.oppose(ACME, jo, Channel.ONE_CLICK).toCompletableFuture());
        }

        all.forEach(CompletableFuture::join);
        assertThat(all.stream().filter(change -> change.join().isNew())).hasSize(1);
        assertThat(open.events()).isEqualTo(1);
    }

    @Test
    void liftingAHardBounceLeavesTheOpposition() {
        add(person("jo@acme.fr"), Reason.OPPOSITION);
        add(person("jo@acme.fr"), Reason.HARD_BOUNCE);

        Removal removal = remove("jo@acme.fr", Reason.HARD_BOUNCE);

        assertThat(removal).isEqualTo(Removal.REMOVED);
        assertThat(open.list.find(ACME, address("jo@acme.fr")).orElseThrow().reason())
                .isEqualTo(Reason.OPPOSITION);
    }

    @Test
    void whatWasLiftedIsMailedAgain() {
        add(person("jo@acme.fr"), Reason.MANUAL);

        assertThat(remove("jo@acme.fr", Reason.MANUAL)).isEqualTo(Removal.REMOVED);
        assertThat(remove("jo@acme.fr", Reason.MANUAL)).isEqualTo(Removal.NOT_FOUND);
        assertThat(open.isSuppressed("jo@acme.fr")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPPOSITION", "COMPLAINT", "ERASURE"})
    void whatTheRecipientAskedForIsNeverLifted(Reason reason) {
        add(person("jo@acme.fr"), reason);

        assertThat(remove("jo@acme.fr", reason)).isEqualTo(Removal.NOT_PERMITTED);
        assertThat(open.isSuppressed("jo@acme.fr")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "OPPOSITION, HARD_BOUNCE, HARD_BOUNCE",
        "MANUAL, COMPLAINT, COMPLAINT",
        "OPPOSITION, ERASURE, ERASURE"
    })
    void ofSeveralReasonsWhatStopsEveryClassComesFirst(Reason one, Reason other, Reason first) {
        add(new Domain("acme.fr", false), one);
        add(person("jo@acme.fr"), other);

        assertThat(open.list.find(ACME, address("jo@acme.fr")).orElseThrow().reason())
                .isEqualTo(first);
    }

    @Test
    void noFileOfTheListHoldsAnAddress() throws IOException {
        add(person("jo.secret@acme.fr"), Reason.OPPOSITION);
        add(new Domain("secretdomain.fr", false), Reason.OPPOSITION);
        close();

        try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
            assertThat(files).isNotEmpty().allSatisfy(SuppressionListTest::holdsNoSecret);
        }
        open();
    }

    @Test
    void aBrokenIndexStopsLookupsButNotOppositionsUntilItIsRebuilt() {
        add(person("al@acme.fr"), Reason.OPPOSITION);
        PersonKey jo = open.list.personKey(ACME, address("jo@acme.fr"));
        open.list.keeper().index().close();

        Change change = open.list.oppose(ACME, jo, Channel.ONE_CLICK).toCompletableFuture().join();

        assertThat(change.isNew()).isTrue();
        assertThat(open.events()).isEqualTo(2);
        await().ignoreException(SuppressionUnavailableException.class)
                .until(() -> open.isSuppressed("jo@acme.fr"));
        assertThat(open.isSuppressed("al@acme.fr")).isTrue();
        assertThat(open.isSuppressed("bo@acme.fr")).isFalse();
    }

    @Test
    void aLookupThatFailsIsNoPermission() {
        open.list.keeper().index().close();

        assertThatThrownBy(() -> open.isSuppressed("jo@acme.fr"))
                .isInstanceOf(SuppressionUnavailableException.class);
    }

    @Test
    void theListGrowsPastItsFileWithoutForgettingOrRefusing() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < GROWN; i++) {
            lines.append("user").append(i).append("@acme.fr\n");
        }
        byte[] octets = lines.toString().getBytes(StandardCharsets.US_ASCII);
        var options = new ImportOptions(Reason.OPPOSITION, false);

        open.list.importList(
                ACME,
                new ByteArrayInputStream(octets),
                options,
                (line, _) -> assertThat(open.isSuppressed("nobody@acme.fr")).isFalse());

        await().untilAsserted(() -> assertThat(open.list.stats().room()).isPositive());
        for (int i = 0; i < GROWN; i++) {
            assertThat(open.isSuppressed("user" + i + "@acme.fr")).isTrue();
        }
        assertThat(open.rebuilds).contains("the index is nearly full");
        assertThat(open.list.stats().entries().get(ACME))
                .containsEntry(Reason.OPPOSITION, (long) GROWN);
        assertThat(open.meters.get("octroi.suppression.entries").tag("scope", "person").gauge())
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(GROWN));
    }

    @Test
    void whoFollowsTheListHearsEveryChangeOfOneControllerOnce() {
        add(person("jo@x.fr"), Reason.OPPOSITION);
        open.list
                .add(OTHER, person("al@x.fr"), Reason.MANUAL, Channel.API)
                .toCompletableFuture()
                .join();
        add(person("al@x.fr"), Reason.MANUAL);
        open.list
                .remove(ACME, person("al@x.fr"), Reason.MANUAL, "over")
                .toCompletableFuture()
                .join();

        List<String> heard = new ArrayList<>();
        long cursor = 0;
        ListedChange.Page page;
        do {
            page = open.list.changes(ACME, cursor, 2);
            page.changes().forEach(change -> heard.add(change.op() + " " + change.key()));
            cursor = page.seen();
        } while (!page.isLast());

        String jo = open.list.keysOf(ACME, person("jo@x.fr")).getFirst().toString();
        String al = open.list.keysOf(ACME, person("al@x.fr")).getFirst().toString();
        assertThat(heard).containsExactly("add " + jo, "add " + al, "lift " + al);
        assertThat(open.list.changes(ACME, cursor, 2).changes()).isEmpty();
    }

    @Test
    void whatWasCollectedElsewhereHoldsFromWhenItWasSaid() {
        Instant said = OpenList.NOW.minusSeconds(86_400);

        open.list
                .add(ACME, person("jo@x.fr"), Reason.OPPOSITION, Channel.PHONE, said)
                .toCompletableFuture()
                .join();
        Change future =
                open.list
                        .add(
                                ACME,
                                person("al@x.fr"),
                                Reason.OPPOSITION,
                                Channel.POST,
                                OpenList.NOW.plusSeconds(60))
                        .toCompletableFuture()
                        .join();

        assertThat(open.list.check(ACME, person("jo@x.fr")).orElseThrow().since()).isEqualTo(said);
        assertThat(future.since()).isEqualTo(OpenList.NOW);
    }

    @Test
    void aClosedListTakesNoChange() {
        open.list.close();

        assertThat(open.list.add(ACME, person("jo@acme.fr"), Reason.MANUAL, Channel.API))
                .isCompletedExceptionally();
        open.record.close();
        open.data.close();
        open();
    }

    private void add(Subject subject, Reason reason) {
        open.list.add(ACME, subject, reason, Channel.API).toCompletableFuture().join();
    }

    private Removal remove(String address, Reason reason) {
        return open.list
                .remove(ACME, person(address), reason, "by mistake")
                .toCompletableFuture()
                .join();
    }

    private static void holdsNoSecret(Path file) {
        try {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .doesNotContainIgnoringCase("secret");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
