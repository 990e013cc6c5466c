// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import eu.octroi.admin.queue.CheckAnswer;
import eu.octroi.admin.queue.RemoteQueue;
import eu.octroi.admin.running.GatewayUnreachableException;
import eu.octroi.admin.running.RunFile;
import eu.octroi.admin.running.RunningGateway;
import eu.octroi.gateway.Accounts;
import eu.octroi.gateway.store.DataDirectory;
import eu.octroi.gateway.store.DataDirectoryLockedException;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** What every command about the queue does alike. Filled once by picocli. */
final class QueueOptions {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(names = "--json", description = "Print JSON: its form is kept, that of the text not.")
    private boolean json;

    /** The queue of the gateway that runs. */
    RemoteQueue queue() {
        Path data = configuration.settings().data();
        if (RunFile.read(data).isEmpty()) {
            throw new GatewayUnreachableException(
                    "no gateway runs on " + data + ": start one by \"octroi serve\"");
        }
        return new RemoteQueue(RunningGateway.in(data));
    }

    /**
     * Whether everybody is accounted for: asks the gateway that owns the data directory, or reads
     * the files while nobody does.
     */
    CheckAnswer check() {
        Path data = configuration.settings().data();
        if (!Files.exists(data.resolve("record.db"))) {
            throw new CommandFailedException("no gateway has ever run on " + data);
        }
        try (DataDirectory owned = DataDirectory.open(data)) {
            return CheckAnswer.of(Accounts.of(owned.root()));
        } catch (DataDirectoryLockedException running) {
            return new RemoteQueue(RunningGateway.in(data)).check();
        }
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
