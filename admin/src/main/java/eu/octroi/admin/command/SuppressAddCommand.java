// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Change;
import eu.octroi.gateway.suppression.Subject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Instant;
import java.util.Optional;

/** {@code octroi suppress add}. */
@Command(name = "add", description = "Put someone on the list; effective at once.")
final class SuppressAddCommand implements Runnable {
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
            description =
                    "opposition (default), complaint, erasure, hard-bounce, role, external-list or"
                            + " manual; the first three cannot be lifted by command.")
    private String reasonWord = "opposition";

    @Option(
            names = "--channel",
            paramLabel = "WORD",
            defaultValue = "command",
            description = "How they said it: command (default), phone, post, crm, reply, mailto.")
    private String channelWord = "command";

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "When they said it (default: now).")
    private Optional<String> since = Optional.empty();

    @Override
    public void run() {
        Subject subject = options.subject(who);
        Reason reason = options.reason(reasonWord);
        Channel channel = options.channel(channelWord);
        Optional<Instant> said = since.map(options::moment);
        Settings settings = options.settings();
        ControllerId controller = options.controller(settings);
        try (ListAccess list = options.open(settings, WhenMissing.CREATE)) {
            Change change = list.add(controller, subject, reason, channel, said);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s (%s, %s), reference %s%n",
                            change.isNew() ? "suppressed" : "already suppressed",
                            change.reason().word(),
                            change.since(),
                            change.reference());
        }
    }
}
