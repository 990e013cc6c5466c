// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.queue.Choice;
import eu.octroi.admin.queue.PlainQueue;
import eu.octroi.admin.queue.QueuePage;
import eu.octroi.admin.queue.QueueTotals;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.Optional;

/** {@code octroi queue list}. */
@Command(
        name = "list",
        description = {
            "Print the queue by destination; with a choice the copies themselves, oldest first."
        })
final class QueueListCommand implements Runnable {
    @Mixin private QueueOptions options = new QueueOptions();
    @Mixin private ChoiceOptions choices = new ChoiceOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = {
                "Lines at most (default: "
                        + QueueTotals.ROWS
                        + " destinations, "
                        + QueuePage.LIMIT
                        + " copies;",
                "" + QueuePage.LIMIT_MAX + " at most)."
            })
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--after", paramLabel = "ID", description = "Go on after this copy.")
    private Optional<String> after = Optional.empty();

    @Option(names = "--addresses", description = "Print whole addresses, not masked ones.")
    private boolean addresses;

    @Override
    public void run() {
        Choice choice = choices.choice();
        PlainQueue plain = new PlainQueue(Instant.now());
        if (choice.isEmpty() && after.isEmpty()) {
            options.print(options.queue().totals(limit.orElse(QueueTotals.ROWS)), plain::text);
        } else {
            options.print(
                    options.queue().copies(choice, after, limit.orElse(QueuePage.LIMIT), addresses),
                    plain::text);
        }
    }
}
