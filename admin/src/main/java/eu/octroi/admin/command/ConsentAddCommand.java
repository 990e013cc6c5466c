// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ConsentAccess;
import eu.octroi.gateway.consent.Recorded;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Settings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octroi consent add}. */
@Command(
        name = "add",
        description = {
            "Record what speaks for writing to a person, with its proof; incomplete ones are"
                    + " refused.",
            "consent: --since --purpose --wording --method; customer: --since --evidence"
                    + " --same-entity --analogous --opt-out-offered;",
            "published: --since --evidence URL --decided-by; place: --country."
        })
final class ConsentAddCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();
    @Mixin private ProofOptions proof = new ProofOptions();

    @Parameters(paramLabel = "ADDRESS", description = "The person's address.")
    private String address = "";

    @Override
    public void run() {
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ConsentAccess consents = options.openConsents(settings)) {
            Recorded recorded = consents.add(controller, address, proof.fields());
            switch (recorded.result()) {
                case NEW ->
                        spec.commandLine().getOut().printf("recorded, number %d%n", recorded.id());
                case ALREADY ->
                        spec.commandLine()
                                .getOut()
                                .printf("recorded before, number %d%n", recorded.id());
                case WITHDRAWN_SINCE ->
                        throw new CommandFailedException(
                                "not recorded: the person withdrew after that moment");
            }
        }
    }
}
