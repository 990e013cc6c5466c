// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Verification;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code octroi suppress verify}: exit code 1 when the list is not what was recorded. */
@Command(
        name = "verify",
        description = {
            "Check that no recorded change was altered, and that the index says what they amount"
                    + " to.",
            "Keep the checkpoint it prints apart from the data: it proves later that nothing"
                    + " before",
            "it was changed or cut off."
        })
final class SuppressVerifyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "TEXT",
            description = "What an earlier check printed; it must still be in the journal.")
    private Optional<String> checkpoint = Optional.empty();

    @Override
    public Integer call() {
        Settings settings = options.settings();
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr());
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            Verification found = list.verify(checkpoint, progress::show);
            progress.end();
            print(found, spec.commandLine().getOut());
            return found.isSound() ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private static void print(Verification found, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "journal: %s; %,d events in %,d links, %,d lists imported%n",
                found.broken().orElse("whole"),
                found.events(),
                found.links(),
                found.imports());
        if (found.unlinked() > 0) {
            out.printf(Locale.ROOT, "%,d events are older than the journal%n", found.unlinked());
        }
        out.printf(
                Locale.ROOT,
                "index: %s; %,d keys, state %s%n",
                found.differing() == 0
                        ? "as recorded"
                        : String.format(Locale.ROOT, "%,d keys differ", found.differing()),
                found.keys(),
                found.state());
        out.println("checkpoint: " + found.checkpoint());
    }
}
