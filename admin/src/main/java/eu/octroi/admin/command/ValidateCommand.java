// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.gateway.delivery.OurNames;
import eu.octroi.gateway.settings.Checks;
import eu.octroi.gateway.settings.Problem;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.settings.SettingsResult.Invalid;
import eu.octroi.gateway.settings.SettingsResult.Valid;
import eu.octroi.gateway.store.UsedClauses;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
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
                List<Problem> problems = UsedClauses.problems(valid.settings());
                problems.forEach(out::println);
                valid.warnings().forEach(warning -> out.println("warning: " + warning));
                boolean isKnown = areNamesWell(valid.settings(), out);
                if (problems.isEmpty() && isKnown) {
                    out.println(configuration.file() + " is valid");
                }
                yield problems.isEmpty() && isKnown ? ExitCodes.DONE : ExitCodes.FAILED;
            }
            case Invalid invalid -> {
                invalid.problems().forEach(out::println);
                yield ExitCodes.FAILED;
            }
        };
    }

    /** Whether what DNS says of us would let {@code serve} start. */
    private static boolean areNamesWell(Settings settings, PrintWriter out) {
        boolean isRequired = settings.checks().dns() == Checks.Strictness.REQUIRE;
        boolean isWell = true;
        for (OurNames.Fault fault : OurNames.of(settings).map(OurNames::faults).orElse(List.of())) {
            boolean stops = isRequired && fault.isCertain();
            isWell &= !stops;
            out.println((stops ? "checks.dns: " : "warning: checks.dns: ") + fault.what());
        }
        return isWell;
    }
}
