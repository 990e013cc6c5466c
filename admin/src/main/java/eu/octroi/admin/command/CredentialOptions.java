// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.credentials.CredentialAccess;
import eu.octroi.admin.credentials.Credentials;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.util.function.Function;

/** What the commands about credentials do alike. Filled once by picocli. */
final class CredentialOptions {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--json", description = "Print JSON: its form is kept, that of the text not.")
    private boolean json;

    /** Those of the gateway that runs, or of the data directory at rest. */
    CredentialAccess open() {
        Settings settings = configuration.settings();
        if (!Files.exists(settings.data().resolve("record.db"))) {
            throw new CommandFailedException(
                    "no gateway has ever run on "
                            + settings.data()
                            + ": its first start makes the record");
        }
        return Credentials.open(settings);
    }

    <T> void print(T answer, Function<T, String> text) {
        mixee.commandLine().getOut().print(json ? json(answer) : text.apply(answer));
        mixee.commandLine().getOut().flush();
    }

    private static String json(Object answer) {
        try {
            return JSON.writeValueAsString(answer) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }
}
