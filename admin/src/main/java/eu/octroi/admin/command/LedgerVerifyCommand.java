// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.ledger.LedgerAccess;
import eu.octroi.admin.ledger.ProofAnswer;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.ledger.Head;
import eu.octroi.gateway.ledger.LedgerPublicKeys;
import eu.octroi.gateway.ledger.LedgerVerifier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code octroi ledger verify}. */
@Command(
        name = "verify",
        description = {
            "Walk the hash chain over all months: that no row was changed, added or taken away,"
                    + " and",
            "no file either. Prints what was checked; exit code 1 and the first bad row of each",
            "month when something is not as it was written."
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private LedgerOptions options = new LedgerOptions();

    @Option(
            names = "--from",
            paramLabel = "MONTH",
            description = "Begin with that month, such as 2026-11; earlier files may be gone.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "HEAD",
            description = "A head an earlier run printed, noted elsewhere: it must still be there.")
    private List<String> heads = List.of();

    @Option(
            names = "--copy",
            paramLabel = "DIR",
            description = "Check a copy of the folder ledger instead; needs --key.")
    private Optional<Path> copy = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "For --copy: what 'octroi ledger key' printed.")
    private Optional<Path> key = Optional.empty();

    @Override
    public Integer call() {
        if (copy.isPresent() != key.isPresent()) {
            throw options.usage("--copy and --key go together");
        }
        LedgerVerifier.Question question =
                new LedgerVerifier.Question(
                        from.map(
                                month ->
                                        options.parsed(
                                                from.filter(m -> m.matches("[0-9]{4}-[0-9]{2}")),
                                                "'" + month + "' is no month such as 2026-11")),
                        heads.stream()
                                .map(
                                        head ->
                                                options.parsed(
                                                        Head.parse(head),
                                                        "a head is MONTH/LINK/HASH"))
                                .toList());
        ProgressLine line = options.progress();
        LedgerVerifier.Progress progress =
                (month, rows, total) -> line.show("checking " + month, rows, total);
        ProofAnswer answer =
                copy.map(directory -> ofCopy(directory, question, progress))
                        .orElseGet(() -> ofLedger(question, progress));
        line.end();
        options.print(answer, ProofAnswer::text);
        return answer.whole() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private ProofAnswer ofLedger(
            LedgerVerifier.Question question, LedgerVerifier.Progress progress) {
        try (LedgerAccess ledger = options.open(configuration.settings())) {
            return ledger.verify(question, progress);
        }
    }

    private ProofAnswer ofCopy(
            Path directory, LedgerVerifier.Question question, LedgerVerifier.Progress progress) {
        try {
            LedgerPublicKeys keys = LedgerPublicKeys.ofPem(Files.readString(key.orElseThrow()));
            return ProofAnswer.of(
                    LedgerVerifier.verify(directory, keys, question, progress),
                    keys.fingerprints().getFirst());
        } catch (IOException e) {
            throw new CommandFailedException("cannot read: " + FileTrouble.of(e), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(key.get() + ": " + e.getMessage(), e);
        }
    }
}
