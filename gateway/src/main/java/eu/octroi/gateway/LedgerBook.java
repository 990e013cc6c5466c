// SPDX-License-Identifier: Apache-2.0

package eu.octroi.gateway;

import eu.octroi.gateway.domain.ControllerNumber;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.EmailAddress;
import eu.octroi.gateway.domain.PersonKey;
import eu.octroi.gateway.domain.SaidClauses;
import eu.octroi.gateway.ledger.Event;
import eu.octroi.gateway.ledger.LedgerFiles;
import eu.octroi.gateway.ledger.LedgerKeys;
import eu.octroi.gateway.ledger.LedgerProof;
import eu.octroi.gateway.ledger.LedgerPublicKeys;
import eu.octroi.gateway.ledger.LedgerRow;
import eu.octroi.gateway.ledger.LedgerVerifier;
import eu.octroi.gateway.ledger.StoredRow;
import eu.octroi.gateway.message.SentClauses;
import eu.octroi.gateway.settings.ClauseTexts;
import eu.octroi.gateway.settings.KeyFiles;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.store.KeyRing;
import eu.octroi.gateway.store.RestingRecord;
import eu.octroi.gateway.store.UsedClauses;
import eu.octroi.gateway.suppression.PersonAliases;
import eu.octroi.gateway.unsubscribe.UnsubscribeTokens;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ledger as people ask it, joined with what lies elsewhere: who somebody is by the address key,
 * what was said by the archived texts and the token key. The same over a running gateway and over a
 * data directory at rest; every call reads files and blocks. Thread-safe.
 *
 * @param directory the ledger's own
 * @param tokens makes the tokens of links again
 * @param texts archived clause texts, by the SHA-256 of their file
 */
public record LedgerBook(
        Path directory,
        PersonAliases persons,
        LedgerPublicKeys keys,
        UnsubscribeTokens tokens,
        Function<String, Optional<ClauseTexts>> texts) {

    /**
     * Over a data directory whose lock this process holds.
     *
     * @throws eu.octroi.gateway.store.StoreException when a key file cannot be read
     */
    public static LedgerBook resting(Settings settings, Path data, RestingRecord record) {
        KeyFiles files = settings.keys();
        return new LedgerBook(
                directory(data),
                new PersonAliases(
                        KeyRing.read(
                                files.address().orElseGet(() -> data.resolve("keys/address")))),
                publicKeys(data),
                UnsubscribeTokens.of(
                        KeyRing.read(files.token().orElseGet(() -> data.resolve("keys/token")))),
                sha256 -> UsedClauses.texts(record, sha256));
    }

    /** Where the ledger lies in a data directory. */
    public static Path directory(Path data) {
        return data.resolve("ledger");
    }

    /**
     * The keys by which the ledger of a data directory is checked.
     *
     * @throws eu.octroi.gateway.store.StoreException when the key file cannot be read
     */
    public static LedgerPublicKeys publicKeys(Path data) {
        return LedgerKeys.of(KeyRing.read(keyFile(data))).open();
    }

    static Path keyFile(Path data) {
        return data.resolve("keys/ledger");
    }

    public LedgerFiles files() {
        return LedgerFiles.in(directory);
    }

    /** All rows on a person, under whatever version of the address key they were written. */
    public List<StoredRow> person(ControllerNumber controller, EmailAddress address) {
        return files().byRecipient(persons.of(controller, address), Integer.MAX_VALUE);
    }

    /** Walks the chain. */
    public LedgerProof verify(LedgerVerifier.Question question, LedgerVerifier.Progress progress) {
        return LedgerVerifier.verify(directory, keys, question, progress);
    }

    /** The clauses one copy got. Immutable. */
    public record Rendered(StoredRow row, SaidClauses said, SentClauses clauses) {}

    /**
     * The clauses of one copy, byte for byte as they were.
     *
     * @param tokenKey the version of the token key in use then; without it the newest
     * @throws IllegalArgumentException when there are none, or they cannot be rendered; the message
     *     says why
     */
    public Rendered render(CopyId copy, Optional<Integer> tokenKey) {
        StoredRow taken =
                files().byMessage(copy.message()).stream()
                        .filter(row -> isAcceptanceOf(row.row(), copy))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no copy " + copy));
        LedgerRow row = taken.row();
        SaidClauses said =
                Optional.of(row.evidence().clauses())
                        .filter(reference -> !reference.isEmpty())
                        .flatMap(files()::said)
                        .orElseThrow(
                                () -> new IllegalArgumentException("copy " + copy + " got none"));
        PersonKey person = row.recipient().orElseThrow();
        ControllerNumber controller = row.sender().controller().orElseThrow();
        String token =
                tokenKey.map(id -> tokens.issue(id, controller, person, copy.message()))
                        .orElseGet(() -> tokens.issue(controller, person, copy.message()));
        return new Rendered(taken, said, SentClauses.of(said, texts, token));
    }

    private static boolean isAcceptanceOf(LedgerRow row, CopyId copy) {
        return row.event() == Event.ACCEPTED
                && row.copy().filter(c -> c.index() == copy.index()).isPresent();
    }
}
