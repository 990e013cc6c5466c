// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.explain.ExplanationJson;
import eu.octroi.admin.explain.Explanations;
import eu.octroi.admin.explain.PlainExplanation;
import eu.octroi.gateway.domain.FileTrouble;
import eu.octroi.gateway.domain.Octets;
import eu.octroi.gateway.intake.ExplainQuestion;
import eu.octroi.gateway.intake.ExplainResult;
import eu.octroi.gateway.intake.Explanation;
import eu.octroi.gateway.intake.LineEnds;
import eu.octroi.gateway.settings.Settings;
import eu.octroi.gateway.web.ExplanationPage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code octroi explain}: every decision on a message, and what would leave. */
@Command(
        name = "explain",
        description = {
            "Show every decision on a message and what would leave. Sends and stores nothing.",
            "Exit codes: 0 it would be accepted, 4 it would be refused."
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

    @Parameters(paramLabel = "FILE", description = "The message, or - for standard input.")
    private String file = "-";

    @Option(
            names = "--as",
            paramLabel = "CREDENTIAL",
            required = true,
            description = "The SMTP user that submits it, such as outil or outil+campaign.")
    private String credential = "";

    @Option(
            names = "--to",
            paramLabel = "ADDRESS",
            required = true,
            description = "A recipient; may be repeated.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "The envelope sender, <> for none (default: the address in From).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--json", description = "Print JSON, as docs/explain.md describes it.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "PAGE",
            description = "Write a page that shows the message before and after.")
    private Optional<Path> page = Optional.empty();

    @Override
    public Integer call() {
        Settings settings = configuration.settings();
        Octets message = Octets.of(read(settings.limits().messageMax().bytes()));
        ExplainQuestion question = new ExplainQuestion(credential, from, to);
        return switch (Explanations.of(settings, question, LineEnds.onTheWire(message))) {
            case ExplainResult.Misasked(String why) ->
                    throw new ParameterException(spec.commandLine(), why);
            case ExplainResult.Explained(Explanation explanation) -> show(explanation);
        };
    }

    private int show(Explanation explanation) {
        PrintWriter out = spec.commandLine().getOut();
        page.ifPresent(file -> write(file, ExplanationPage.of(explanation)));
        if (json) {
            out.println(new String(ExplanationJson.octets(explanation), StandardCharsets.UTF_8));
        } else {
            new PlainExplanation(out, Terminals.console().isPresent()).print(explanation);
        }
        return explanation.accepted() ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new CommandFailedException("the page cannot be written: " + FileTrouble.of(e), e);
        }
    }

    /** One octet over the limit is enough to be refused for it. */
    private byte[] read(long octetsMax) {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, octetsMax + 1));
        } catch (IOException e) {
            throw new CommandFailedException("the message cannot be read: " + FileTrouble.of(e), e);
        }
    }
}
