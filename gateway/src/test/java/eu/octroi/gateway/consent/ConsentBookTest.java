// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.store.StoreException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Consents over a real record. */
final class ConsentBookTest extends ConsentLookupContract {
    private static final String PAUL = "paul@gmail.com";
    private static final String COLUMNS =
            "address,kind,since,purpose,wording,method,evidence,same-entity,analogous,"
                    + "opt-out-offered,decided-by,country\n";

    @TempDir private Path directory;

    private OpenBook open;

    @BeforeEach
    void open() {
        open = OpenBook.in(directory);
    }

    @AfterEach
    void close() {
        open.close();
    }

    @Override
    ConsentLookup lookup() {
        return open.book;
    }

    @Override
    void record(ControllerNumber controller, EmailAddress address, Proof proof) {
        ConsentBook.settled(open.book.add(controller, address, proof, "test"));
    }

    @Override
    void breakDown() {
        open.loseTheTable();
        open.book.rebuild();
    }

    @Test
    void aConsentOutlivesARestartWithItsProof() {
        Proof proof = consent(Optional.empty());
        open.add(PAUL, proof);

        restart();

        assertThat(open.permits(PAUL)).isTrue();
        ConsentEntry entry = open.book.of(ACME, address(PAUL)).getFirst();
        assertThat(entry.proof()).isEqualTo(proof);
        assertThat(entry.recordedAt()).isEqualTo(OpenBook.NOW);
        assertThat(entry.recordedBy()).isEqualTo("test");
        assertThat(entry.withdrawal()).isEmpty();
    }

    @Test
    void everyKindOfProofComesBackAsItWasRecorded() {
        List<Proof> proofs =
                List.of(
                        new Proof.Customer(GIVEN, Optional.empty(), "order 4711"),
                        new Proof.Published(
                                GIVEN, Optional.empty(), "https://acme.fr/team", "Lea, DPO"),
                        new Proof.Place(GIVEN, "BE"));

        proofs.forEach(proof -> open.add(PAUL, proof));
        restart();

        assertThat(open.book.of(ACME, address(PAUL)))
                .extracting(ConsentEntry::proof)
                .containsExactlyElementsOf(proofs);
        assertThat(open.book.find(from(ACME, "prospection"), address(PAUL)))
                .extracting(Grant::kind)
                .contains(Grant.Kind.CUSTOMER, Grant.Kind.PUBLISHED);
        assertThat(open.book.countryOf(ACME, address(PAUL))).contains("BE");
    }

    @Test
    void aWithdrawnConsentPermitsNothingAndItsProofStays() {
        open.add(PAUL, consent(Optional.empty()));
        open.add(PAUL, new Proof.Place(GIVEN, "BE"));

        boolean ended = open.withdraw(PAUL);

        assertThat(ended).isTrue();
        assertThat(open.permits(PAUL)).isFalse();
        restart();
        assertThat(open.permits(PAUL)).isFalse();
        assertThat(open.book.of(ACME, address(PAUL)).getFirst().withdrawal())
                .contains(new ConsentEntry.Withdrawal(OpenBook.NOW, "test"));
        assertThat(open.book.countryOf(ACME, address(PAUL))).contains("BE");
        assertThat(open.withdraw(PAUL)).isFalse();
    }

    @Test
    void whatWasGivenBeforeAWithdrawalDoesNotComeBack() {
        open.add(PAUL, consent(Optional.empty()));
        open.withdraw(PAUL);

        Recorded again = open.add(PAUL, consent(Optional.empty()));
        Recorded older = open.add(PAUL, new Proof.Customer(GIVEN, Optional.empty(), "order 4711"));

        assertThat(again.result()).isEqualTo(Recorded.Result.WITHDRAWN_SINCE);
        assertThat(older.result()).isEqualTo(Recorded.Result.WITHDRAWN_SINCE);
        assertThat(open.permits(PAUL)).isFalse();
    }

    @Test
    void aConsentGivenAfterAWithdrawalStands() {
        open.add(PAUL, consent(Optional.empty()));
        open.withdraw(PAUL);

        Instant later = OpenBook.NOW.plusSeconds(60);
        Recorded anew = open.add(PAUL, new Proof.Customer(later, Optional.empty(), "order 4712"));

        assertThat(anew.result()).isEqualTo(Recorded.Result.NEW);
        assertThat(open.permits(PAUL)).isTrue();
    }

    @Test
    void whoObjectsKnownByOneKeyAloneHasNoConsentUnderAny() {
        open.add(PAUL, consent(Optional.empty()));
        var olderKey = OpenBook.keys(ACME, address(PAUL)).getLast();

        open.book.follow(List.of(olderKey), 17);

        assertThat(open.permits(PAUL)).isFalse();
        assertThat(open.book.followed()).isEqualTo(17);
        restart();
        assertThat(open.permits(PAUL)).isFalse();
        assertThat(open.book.followed()).isEqualTo(17);
    }

    @Test
    void theSameProofIsRecordedOnce() {
        Recorded first = open.add(PAUL, consent(Optional.empty()));
        Recorded second = open.add(PAUL, consent(Optional.empty()));

        assertThat(first.result()).isEqualTo(Recorded.Result.NEW);
        assertThat(second).isEqualTo(new Recorded(first.id(), Recorded.Result.ALREADY));
        assertThat(open.book.of(ACME, address(PAUL))).hasSize(1);
        assertThat(open.meters.get("octroi.consent.recorded").tag("kind", "consent").counter())
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
    }

    @Test
    void aRecordThatTakesNothingRecordsNothing() {
        open.record.close();

        assertThatThrownBy(() -> open.add(PAUL, consent(Optional.empty())))
                .isInstanceOf(StoreException.class);
        assertThat(open.permits(PAUL)).isFalse();
    }

    /** The doubt is on the person's side: what may or may not be withdrawn permits nothing. */
    @Test
    void aWithdrawalThatCannotBeWrittenPermitsNothingAllTheSame() {
        open.add(PAUL, consent(Optional.empty()));
        open.record.close();

        assertThatThrownBy(() -> open.withdraw(PAUL)).isInstanceOf(StoreException.class);
        assertThat(open.permits(PAUL)).isFalse();
    }

    @Test
    void aFileOfProofsIsTakenWithoutItsIncompleteLines() throws IOException {
        String file =
                COLUMNS
                        + "a@gmail.com,consent,2026-10-01,our offers,form 3,form,,,,,,\n"
                        + "b@gmail.com,consent,2026-10-01,our offers,,form,,,,,,\n"
                        + "c@gmail.com,customer,2026-10-01,,,,order 1,yes,yes,yes,,\n"
                        + "d@gmail.com,customer,2026-10-01,,,,order 2,yes,no,yes,,\n"
                        + "e@gmail.com,published,2026-10-01,,,,https://x.fr/,,,,Lea,\n"
                        + "nobody,consent,2026-10-01,our offers,form 3,form,,,,,,\n"
                        + "f@gmail.com,place,,,,,,,,,,be\n";

        ConsentImportReport report = imported(file, false);

        assertThat(report.read()).isEqualTo(7);
        assertThat(report.added()).isEqualTo(3);
        assertThat(report.rejects())
                .extracting(ConsentImportReport.Reject::line)
                .containsExactly(3L, 5L, 6L, 7L);
        assertThat(report.rejects().getFirst().why()).isEqualTo("wording is missing");
        assertThat(open.permits("a@gmail.com")).isTrue();
        assertThat(open.permits("b@gmail.com")).isFalse();
        assertThat(open.permits("c@gmail.com")).isTrue();
        assertThat(open.permits("d@gmail.com")).isFalse();
        assertThat(open.permits("e@gmail.com")).isFalse();
        assertThat(open.book.countryOf(ACME, address("f@gmail.com"))).contains("BE");
        assertThat(imported(file, false).already()).isEqualTo(3);
    }

    @Test
    void aSpreadsheetOfFranceIsRead() throws IOException {
        String file =
                String.join(
                        "\r\n",
                        "\ufeffAddress;Since;Purpose;Wording;Method",
                        "a@gmail.com;2026-10-01;\"nos offres; et services\";form 3;form",
                        "");

        assertThat(imported(file, false).added()).isEqualTo(1);
        assertThat(open.book.of(ACME, address("a@gmail.com")).getFirst().proof())
                .isInstanceOfSatisfying(
                        Proof.Consent.class,
                        c -> assertThat(c.purpose()).isEqualTo("nos offres; et services"));
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
        String file = COLUMNS + "a@gmail.com,consent,2026-10-01,our offers,form 3,form,,,,,,\n";

        assertThat(imported(file, true).added()).isEqualTo(1);
        assertThat(open.permits("a@gmail.com")).isFalse();
    }

    private ConsentImportReport imported(String file, boolean dryRun) throws IOException {
        return open.book.importFile(ACME, new StringReader(file), Set.of("prospection"), dryRun);
    }

    private void restart() {
        open.close();
        open = OpenBook.in(directory);
    }
}
