// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code octroi suppress approve}: the second of two persons. */
@Command(
        name = "approve",
        description = "Agree to a correction that somebody else asked for; lifts the entry.")
final class SuppressApproveCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "Its number, as 'octroi suppress corrections' lists it.")
    private long id;

    @Parameters(
            index = "1",
            paramLabel = "WHO",
            description = "Whom it is about: the list holds no address, so you say it again.")
    private String who = "";

    @Option(
            names = "--author",
            paramLabel = "NAME",
            required = true,
            description = "Who agrees; kept in the record.")
    private String author = "";

    @Override
    public void run() {
        Subject subject = options.subject(who);
        if (author.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--author says who, for the record");
        }
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            switch (list.approve(controller, id, subject, author.strip())) {
                case LIFTED -> spec.commandLine().getOut().println("lifted");
                case NOT_FOUND, NOTHING_TO_LIFT ->
                        throw new CommandFailedException(
                                "no such correction waits, it is about somebody else, or there is"
                                        + " nothing to lift any more");
                case SAME_PERSON ->
                        throw new CommandFailedException(
                                "whoever asked for a correction cannot agree to it");
            }
        }
    }
}
