// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.queue;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * The queue as it is printed, for people: its form may change, that of the JSON does not.
 * Immutable.
 *
 * @param now from when ages and waits are counted
 */
public record PlainQueue(Instant now) {
    private static final int REPLY_MAX = 60;
    private static final String NONE = "-";

    /** By destination, one line each, and the sum. */
    public String text(QueueTotals totals) {
        StringBuilder out = new StringBuilder();
        out.append(
                total(
                        "DESTINATION",
                        "QUEUED",
                        "RETRYING",
                        "HELD",
                        "IN FLIGHT",
                        "OLDEST",
                        "NEXT TRY",
                        "LAST REPLY"));
        for (QueueTotals.Row row : totals.rows()) {
            out.append(
                    counts(
                            row.destination(),
                            row.copies(),
                            since(row.oldest()),
                            until(row.nextTry()),
                            cut(row.lastReply())));
        }
        int left = totals.destinations() - totals.rows().size();
        String name = left > 0 ? "all, with " + left + " more" : "all";
        return out.append(counts(name, totals.copies(), "", "", "")).toString();
    }

    /** One line a copy, and how to go on. */
    public String text(QueuePage page) {
        if (page.copies().isEmpty()) {
            return "no such copies\n";
        }
        StringBuilder out = new StringBuilder();
        out.append(copy("COPY", "STATE", "AGE", "TRIES", "NEXT", "RECIPIENT", ""));
        for (QueueLine copy : page.copies()) {
            out.append(
                    copy(
                            copy.id(),
                            copy.state(),
                            since(copy.accepted()),
                            copy.tries().count(),
                            until(copy.tries().next()),
                            copy.recipient(),
                            detail(copy)));
        }
        String next = page.next();
        if (next != null) {
            out.append("more follow: --after ").append(next).append('\n');
        }
        return out.toString();
    }

    /** Everything about one copy. */
    public String text(QueueLine copy) {
        QueueLine.Hold hold = copy.hold();
        String reply = copy.tries().lastReply();
        return fact("copy", copy.id())
                + fact("recipient", copy.recipient())
                + fact("state", copy.state())
                + fact("sender", sender(copy.sender()))
                + fact("accepted", copy.accepted() + " (" + since(copy.accepted()) + " ago)")
                + fact("expires", expiry(copy.expires()))
                + fact("tries", tries(copy.tries()))
                + (reply.isEmpty() ? "" : fact("last reply", reply))
                + (hold == null
                        ? ""
                        : fact(
                                "held",
                                "by %s, %s: %s"
                                        .formatted(hold.author(), hold.since(), hold.reason())));
    }

    private static String sender(QueueLine.Sender sender) {
        String campaign = sender.campaign() == null ? "" : ", campaign " + sender.campaign();
        return sender.credential() + ", stream " + sender.stream() + campaign;
    }

    private String expiry(@Nullable String expires) {
        return expires == null ? "not while it is held" : expires + " (in " + until(expires) + ")";
    }

    private String tries(QueueLine.Tries tries) {
        String next = tries.next() == null ? "" : ", the next in " + until(tries.next());
        return tries.count() + " since the gateway started" + next;
    }

    private static String counts(
            String name, Map<String, ? extends Number> copies, String... rest) {
        return total(
                name,
                count(copies, "queued"),
                count(copies, "retrying"),
                count(copies, "held"),
                count(copies, "in-flight"),
                rest[0],
                rest[1],
                rest[2]);
    }

    private static long count(Map<String, ? extends Number> copies, String state) {
        Number count = copies.get(state);
        return count == null ? 0 : count.longValue();
    }

    private static String detail(QueueLine copy) {
        QueueLine.Hold hold = copy.hold();
        String text =
                hold == null
                        ? copy.tries().lastReply()
                        : "by " + hold.author() + ": " + hold.reason();
        return text.isEmpty() ? "" : "  " + cut(text);
    }

    private String since(String time) {
        return Span.text(Duration.between(Instant.parse(time), now));
    }

    private String until(@Nullable String time) {
        return time == null ? NONE : Span.text(Duration.between(now, Instant.parse(time)));
    }

    private static String cut(String text) {
        return text.length() <= REPLY_MAX ? text : text.substring(0, REPLY_MAX - 1) + "…";
    }

    private static String total(Object... columns) {
        return trimmed(String.format(Locale.ROOT, "%-32s %8s %8s %8s %9s %7s %8s  %s%n", columns));
    }

    private static String copy(Object... columns) {
        return trimmed(String.format(Locale.ROOT, "%-30s %-9s %6s %5s %7s  %s%s%n", columns));
    }

    private static String fact(String name, String value) {
        return String.format(Locale.ROOT, "%-10s %s%n", name, value);
    }

    private static String trimmed(String line) {
        return line.replaceAll(" +(\\R)$", "$1");
    }
}
