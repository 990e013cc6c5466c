// SPDX-License-Identifier: Apache-2.0

package eu.octroi.admin.api;

import com.linecorp.armeria.common.QueryParams;

import eu.octroi.admin.queue.Span;
import eu.octroi.gateway.delivery.Selection;
import eu.octroi.gateway.domain.CampaignId;
import eu.octroi.gateway.domain.CopyId;
import eu.octroi.gateway.domain.MessageId;
import eu.octroi.gateway.domain.StreamId;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads from a query which copies are meant. */
final class Selections {
    /** What an order may say. */
    private static final Set<String> OF_ORDERS =
            Set.of(
                    "domain",
                    "older-than",
                    "campaign",
                    "stream",
                    "id",
                    "all",
                    "author",
                    "reason",
                    "over");

    private Selections() {}

    /** What the parameters name; everything when they name nothing. */
    static Selection of(QueryParams query, Clock clock) {
        Optional<String> id = choice(query, "id");
        Optional<CopyId> copy = id.flatMap(CopyId::parse);
        return new Selection(
                choice(query, "domain").map(text -> text.toLowerCase(Locale.ROOT)),
                choice(query, "older-than").map(text -> before(text, clock)),
                choice(query, "campaign").map(CampaignId::new),
                choice(query, "stream").map(StreamId::new),
                copy.map(CopyId::message).or(() -> id.map(Selections::message)),
                copy.map(CopyId::index).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    /**
     * The same for an order: everything is meant only if {@code all=true} says so, and a parameter
     * nobody knows may be a choice misspelt.
     */
    static Selection forOrder(QueryParams query, Clock clock) {
        query.names().stream()
                .filter(name -> !OF_ORDERS.contains(name))
                .findFirst()
                .ifPresent(
                        _ -> {
                            throw Questions.bad(
                                    "an order has no parameters but "
                                            + String.join(", ", new TreeSet<>(OF_ORDERS)));
                        });
        Selection selection = of(query, clock);
        if (selection.isAll() && !word(query, "all").equals(Optional.of("true"))) {
            throw Questions.bad(
                    "say which copies: domain, older-than, campaign, stream or id; or all=true");
        }
        return selection;
    }

    static Duration span(String text) {
        return Span.parse(text)
                .orElseThrow(() -> Questions.bad("a length of time is such as 90s, 15m, 2h, 3d"));
    }

    /** A parameter that says something. */
    static Optional<String> word(QueryParams query, String name) {
        return Optional.ofNullable(query.get(name)).filter(text -> !text.isBlank());
    }

    /** A parameter that narrows the choice; one that says nothing would widen it unseen. */
    private static Optional<String> choice(QueryParams query, String name) {
        List<String> given = query.getAll(name);
        if (given.size() > 1) {
            throw Questions.bad(name + " is given more than once");
        }
        if (given.stream().anyMatch(String::isBlank)) {
            throw Questions.bad(name + " is given without a value: say it or leave it out");
        }
        return given.stream().findFirst();
    }

    private static Instant before(String text, Clock clock) {
        return clock.instant().minus(span(text));
    }

    private static MessageId message(String text) {
        return MessageId.parse(text)
                .orElseThrow(
                        () ->
                                Questions.bad(
                                        "id is that of a message, 26 characters, or of a copy:"
                                                + " the same, a dot and its number"));
    }
}
