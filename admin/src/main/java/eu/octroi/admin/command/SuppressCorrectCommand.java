// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Corrections;
import eu.octroi.gateway.suppression.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octroi suppress correct}: the first of two persons. */
@Command(
        name = "correct",
        description = {
            "Ask to lift an opposition, complaint or erasure that was recorded by mistake.",
            "Nothing is lifted before a second person agrees with 'octroi suppress approve'."
        })
final class SuppressCorrectCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(
            paramLabel = "WHO",
            description = "An address, @domain, @.domain (with those below) or sha256:DIGEST.")
    private String who = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            defaultValue = "opposition",
            description = "Which entry (default: ${DEFAULT-VALUE}).")
    private String reasonWord = "opposition";

    @Option(
            names = "--author",
            paramLabel = "NAME",
            required = true,
            description = "Who asks; kept in the record.")
    private String author = "";

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "Kept in the record; must not name the person.")
    private String why = "";

    @Override
    public void run() {
        Subject subject = options.subject(who);
        Reason reason = options.reason(reasonWord);
        if (author.isBlank() || why.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--author and --why say who and why, for the record");
        }
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            long id = list.correct(controller, subject, reason, author.strip(), why.strip());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "correction %d waits %d days for somebody else: octroi suppress approve"
                                    + " %1$d WHO --author NAME%n",
                            id, Corrections.WAITS_MAX.toDays());
        }
    }
}
