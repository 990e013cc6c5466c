// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.command;

import eu.octroi.admin.queue.Choice;
import eu.octroi.admin.queue.OrderAnswer;
import eu.octroi.admin.queue.RemoteQueue;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;

/** What every command that gives an order about the queue does alike. Filled once by picocli. */
final class QueueOrder {
    private static final String NO_WAIT = "0s";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Mixin private QueueOptions options = new QueueOptions();
    @Mixin private ChoiceOptions choices = new ChoiceOptions();

    /** An order whose copies become due at once, or not at all. */
    int give(String order, String reason) {
        return give(order, reason, NO_WAIT);
    }

    /**
     * Gives the order again and again until nothing chosen is left; returns the exit code.
     *
     * @param over within which the copies become due
     */
    int give(String order, String reason, String over) {
        Choice choice = choices.choice();
        if (choice.isEmpty()) {
            throw new ParameterException(
                    mixee.commandLine(),
                    "say which copies: --domain, --older-than, --campaign, --stream, --id or"
                            + " --all");
        }
        RemoteQueue queue = options.queue();
        String author = author();
        OrderAnswer sum = queue.order(order, choice, author, reason, over);
        for (boolean more = sum.more(); more; ) {
            OrderAnswer next = queue.order(order, choice, author, reason, over);
            more = next.more() && next.done() > 0;
            sum = sum.plus(next);
        }
        options.print(sum, answer -> text(order, answer));
        return sum.failed() == 0 && !sum.more() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** The person at the keyboard, as far as the system knows. */
    private static String author() {
        return System.getProperty("user.name", "unknown");
    }

    private static String text(String order, OrderAnswer answer) {
        List<String> parts = new ArrayList<>();
        parts.add(
                switch (order) {
                    case "hold" -> answer.done() + " held";
                    case "release" -> answer.done() + " released";
                    case "retry" -> answer.done() + " tried again now";
                    default -> answer.done() + " cancelled";
                });
        if (answer.inFlight() > 0) {
            parts.add(answer.inFlight() + " in flight and left alone");
        }
        if (answer.failed() > 0) {
            parts.add(answer.failed() + " not recorded by the spool: see the gateway's log");
        }
        StringBuilder text = new StringBuilder(String.join(", ", parts)).append('\n');
        answer.inFlightIds().forEach(id -> text.append("in flight: ").append(id).append('\n'));
        return text.toString();
    }
}
