// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.queue.Choice;
import eu.octroi.admin.queue.PlainQueue;
import eu.octroi.admin.queue.QueuePage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code octroi queue show}. */
@Command(name = "show", description = "Print all that is known of a message's copies that wait.")
final class QueueShowCommand implements Runnable {
    @Mixin private QueueOptions options = new QueueOptions();

    @Parameters(paramLabel = "ID", description = "A message, or with .N at its end one copy of it.")
    private String id = "";

    @Option(names = "--addresses", description = "Print whole addresses, not masked ones.")
    private boolean addresses;

    @Override
    public void run() {
        Choice choice =
                new Choice(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(id),
                        false);
        QueuePage page =
                options.queue().copies(choice, Optional.empty(), QueuePage.LIMIT_MAX, addresses);
        if (page.copies().isEmpty()) {
            throw new CommandFailedException(
                    "no copy of " + id + " waits: it has ended, or never was");
        }
        options.print(page, QueueShowCommand::text);
    }

    private static String text(QueuePage page) {
        PlainQueue plain = new PlainQueue(Instant.now());
        return page.copies().stream()
                .map(line -> plain.text(line))
                .collect(Collectors.joining("\n"));
    }
}
