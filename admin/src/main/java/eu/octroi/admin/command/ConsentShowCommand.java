// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ConsentAccess;
import eu.octroi.admin.list.ConsentAnswers;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;

/** {@code octroi consent show}: the proofs of one person, to hand out (GDPR art. 7(1) and 15). */
@Command(name = "show", description = "All that was ever recorded of a person, with its proof.")
final class ConsentShowCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(paramLabel = "ADDRESS", description = "The person's address.")
    private String address = "";

    @Override
    public void run() {
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        PrintWriter out = spec.commandLine().getOut();
        try (ConsentAccess consents = options.openConsents(settings)) {
            ConsentAnswers answers = consents.show(controller, address);
            if (answers.entries().isEmpty()) {
                out.println("nothing is recorded");
            }
            answers.entries().forEach(entry -> print(entry, out));
        }
    }

    private static void print(ConsentAnswers.Entry entry, PrintWriter out) {
        String end =
                entry.withdrawnAt() == null
                        ? "stands"
                        : "withdrawn " + entry.withdrawnAt() + " (" + entry.withdrawnBy() + ")";
        out.printf("%d: %s%n", entry.id(), end);
        entry.proof().forEach((name, value) -> out.printf("  %-15s %s%n", name, value));
        out.printf("  %-15s %s (%s)%n", "recorded", entry.recordedAt(), entry.recordedBy());
    }
}
