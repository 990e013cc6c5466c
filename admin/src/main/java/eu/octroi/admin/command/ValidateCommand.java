// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.settings.Problem;
import eu.octroi.gateway.settings.SettingsResult.Invalid;
import eu.octroi.gateway.settings.SettingsResult.Valid;
import eu.octroi.gateway.store.CredentialBook;
import eu.octroi.gateway.store.UsedClauses;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code octroi validate}: everything {@code serve} would refuse, all at once. */
@Command(name = "validate", description = "Check the configuration; list all its problems.")
final class ValidateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return switch (configuration.read()) {
            case Valid valid -> {
                List<Problem> problems = new ArrayList<>(UsedClauses.problems(valid.settings()));
                problems.addAll(CredentialBook.problems(valid.settings()));
                problems.forEach(out::println);
                valid.warnings().forEach(warning -> out.println("warning: " + warning));
                if (problems.isEmpty()) {
                    out.println(configuration.file() + " is valid");
                }
                yield problems.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
            }
            case Invalid invalid -> {
                invalid.problems().forEach(out::println);
                yield ExitCodes.FAILED;
            }
        };
    }
}
