// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ConsentAccess;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octroi consent withdraw}. */
@Command(
        name = "withdraw",
        description = {
            "A person withdraws: the proofs end, and the person is opposed as by the link in a"
                    + " mail.",
            "Effective at once."
        })
final class ConsentWithdrawCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(paramLabel = "ADDRESS", description = "The person's address.")
    private String address = "";

    @Override
    public void run() {
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ConsentAccess consents = options.openConsents(settings)) {
            boolean ended = consents.withdraw(controller, address);
            spec.commandLine()
                    .getOut()
                    .println(
                            ended
                                    ? "withdrawn, and opposed"
                                    : "opposed; there was nothing to withdraw");
        }
    }
}
