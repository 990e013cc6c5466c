// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.domain.SuppressionEntry;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Optional;

/** {@code octroi suppress remove}. */
@Command(
        name = "remove",
        description = {
            "Lift an entry that was not the recipient's wish, such as a bounce or a manual one.",
            "An opposition, complaint or erasure is lifted by the recipient alone; one that was",
            "recorded by mistake by two persons, with 'octroi suppress correct'."
        })
final class SuppressRemoveCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ListOptions options = new ListOptions();

    @Parameters(
            paramLabel = "WHO",
            description = "An address, @domain, @.domain (with those below) or sha256:DIGEST.")
    private String who = "";

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Which entry to lift (default: the one that stands).")
    private Optional<String> reasonWord = Optional.empty();

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            required = true,
            description = "Kept in the record.")
    private String why = "";

    @Override
    public void run() {
        Subject subject = options.subject(who);
        if (why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--why says why, for the record");
        }
        Optional<Reason> named = reasonWord.map(options::reason);
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.FAIL)) {
            Reason reason =
                    named.or(() -> list.check(controller, subject).map(SuppressionEntry::reason))
                            .orElseThrow(() -> new CommandFailedException("not suppressed"));
            switch (list.remove(controller, subject, reason, why)) {
                case REMOVED -> spec.commandLine().getOut().printf("lifted (%s)%n", reason.word());
                case NOT_FOUND ->
                        throw new CommandFailedException(
                                "there is no entry with reason " + reason.word() + " to lift");
                case NOT_PERMITTED ->
                        throw new CommandFailedException(
                                "the recipient asked for this entry ("
                                        + reason.word()
                                        + "): only the recipient can lift it, or two persons what"
                                        + " was a mistake (octroi suppress correct)");
            }
        }
    }
}
