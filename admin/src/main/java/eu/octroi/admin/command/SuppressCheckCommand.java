// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Optional;

/** {@code octroi suppress check}: prints one line made to be read by scripts too. */
@Command(name = "check", description = "Print 'suppressed (reason, since)' or 'not suppressed'.")
final class SuppressCheckCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(
            paramLabel = "WHO",
            description = "An address, @domain, @.domain (with those below) or sha256:DIGEST.")
    private String who = "";

    @Override
    public void run() {
        Subject subject = options.subject(who);
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            Optional<SuppressionEntry> entry = list.check(controller, subject);
            spec.commandLine()
                    .getOut()
                    .println(entry.map(SuppressCheckCommand::line).orElse("not suppressed"));
        }
    }

    private static String line(SuppressionEntry entry) {
        return "suppressed (" + entry.reason().word() + ", " + entry.since() + ")";
    }
}
