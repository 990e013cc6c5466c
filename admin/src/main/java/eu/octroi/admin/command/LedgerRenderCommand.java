// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.ledger.ClausesAnswer;
import eu.octroi.admin.ledger.LedgerAccess;
import eu.octroi.gateway.domain.CopyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** {@code octroi ledger render}. */
@Command(
        name = "render",
        description = {
            "Print the clauses one recipient got, byte for byte as they were sent, from the"
                    + " archive.",
            "Texts are rendered in the form chosen; which one a copy got follows from its charset."
        })
final class LedgerRenderCommand implements Runnable {
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();
    @Mixin private LedgerOptions options = new LedgerOptions();

    @Parameters(
            paramLabel = "REF",
            description = "A message, or with .N at its end the copy of one of its recipients.")
    private String reference = "";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "plain",
            description = {
                "plain (default), simple (7-bit dashes and apostrophes), ascii or html; with"
                        + " --json",
                "all of them."
            })
    private String form = "plain";

    @Option(
            names = "--token-key",
            paramLabel = "VERSION",
            description =
                    "The version of the token key in use when it was sent; default the newest.")
    private Optional<Integer> tokenKey = Optional.empty();

    @Override
    public void run() {
        CopyId copy =
                options.parsed(
                        CopyId.parse(reference).or(() -> CopyId.parse(reference + ".0")),
                        "a reference has 26 characters, and may end in .N");
        try (LedgerAccess ledger = options.open(configuration.settings())) {
            options.print(ledger.clauses(copy, tokenKey), this::text);
        } catch (IllegalArgumentException missing) {
            throw new CommandFailedException(String.valueOf(missing.getMessage()), missing);
        }
    }

    private String text(ClausesAnswer answer) {
        @Nullable String text = answer.text(form);
        if (text == null) {
            throw options.usage("the forms of this copy are " + answer.forms().keySet());
        }
        return text;
    }
}
