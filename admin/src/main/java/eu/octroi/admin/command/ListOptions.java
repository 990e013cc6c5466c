// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.list.ConsentAccess;
import eu.octroi.admin.list.ListAccess;
import eu.octroi.admin.list.Lists;
import eu.octroi.admin.list.Lists.WhenMissing;
import eu.octroi.admin.list.Moments;
import eu.octroi.admin.list.SubjectForms;
import eu.octroi.gateway.domain.Channel;
import eu.octroi.gateway.domain.ControllerId;
import eu.octroi.gateway.domain.Reason;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.suppression.Subject;
import eu.octroi.gateway.suppression.SubjectText;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the {@code suppress} commands have in common. Filled once by picocli. */
final class ListOptions {
    @Spec(Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(
            names = "--controller",
            paramLabel = "ID",
            description = "The company in whose name mail is sent; needed when there are several.")
    private Optional<String> controller = Optional.empty();

    Settings settings() {
        return configuration.settings();
    }

    ListAccess open(Settings settings, WhenMissing whenMissing) {
        PrintWriter err = mixee.commandLine().getErr();
        ProgressLine progress = ProgressLine.on(err);
        boolean isNew = Lists.isMissing(settings);
        ListAccess list =
                Lists.open(
                        settings,
                        whenMissing,
                        (why, done, total) ->
                                progress.show("rebuilding the index: " + why, done, total));
        if (isNew) {
            // With a wrong --data, what is added now would stop nobody's mail.
            err.println("new, empty suppression list in " + settings.data());
        }
        return list;
    }

    /** The consents of the same data directory. */
    ConsentAccess openConsents(Settings settings) {
        ProgressLine progress = ProgressLine.on(mixee.commandLine().getErr());
        return Lists.openConsents(
                settings,
                (why, done, total) -> progress.show("rebuilding the index: " + why, done, total));
    }

    /** The controller meant: the one named, or the only one there is. */
    ControllerId controller(Settings settings) {
        var known = settings.controllers().keySet();
        if (controller.isEmpty() && known.size() == 1) {
            return known.iterator().next();
        }
        return known.stream()
                .filter(id -> controller.isPresent() && id.value().equals(controller.get()))
                .findFirst()
                .orElseThrow(
                        () ->
                                usage(
                                        "--controller is one of "
                                                + known.stream()
                                                        .map(ControllerId::value)
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))));
    }

    Subject subject(String text) {
        return SubjectText.parse(text)
                .orElseThrow(() -> usage("'" + text + "' is not " + SubjectForms.ALL));
    }

    Reason reason(String word) {
        return Reason.ofWord(word)
                .orElseThrow(
                        () ->
                                usage(
                                        "--reason is one of "
                                                + Arrays.stream(Reason.values())
                                                        .map(Reason::word)
                                                        .collect(Collectors.joining(", "))));
    }

    Channel channel(String word) {
        return Channel.ofWord(word)
                .orElseThrow(
                        () ->
                                usage(
                                        "--channel is one of "
                                                + Arrays.stream(Channel.values())
                                                        .map(Channel::word)
                                                        .collect(Collectors.joining(", "))));
    }

    Instant moment(String text) {
        return Moments.read(text).orElseThrow(() -> usage("'" + text + "': " + Moments.RULE));
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(mixee.commandLine(), sentence);
    }
}
