// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.ledger.LedgerAccess;
import eu.octroi.admin.ledger.Ledgers;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;

/** What every command about the ledger does alike. Filled once by picocli. */
final class LedgerOptions {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON: its form is kept, that of the text not.")
    private boolean json;

    /** The ledger of the gateway that runs, or of the data directory at rest. */
    LedgerAccess open(Settings settings) {
        if (!Files.exists(settings.data().resolve("record.db"))) {
            throw new CommandFailedException("no gateway has ever run on " + settings.data());
        }
        return Ledgers.open(settings);
    }

    <T> void print(T answer, Function<T, String> text) {
        mixee.commandLine().getOut().print(json ? json(answer) : text.apply(answer));
        mixee.commandLine().getOut().flush();
    }

    ProgressLine progress() {
        return ProgressLine.on(mixee.commandLine().getErr());
    }

    /** What was parsed; a usage error when it could not be. */
    <T> T parsed(Optional<T> value, String rule) {
        return value.orElseThrow(() -> usage(rule));
    }

    ParameterException usage(String sentence) {
        return new ParameterException(mixee.commandLine(), sentence);
    }

    private static String json(Object answer) {
        try {
            return JSON.writeValueAsString(answer) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }
}
